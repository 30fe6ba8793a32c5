package subscriptionledger.query;

import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where the next page is (RFC 8288, {@code rel="next"}). */
final class NextPage {
  private NextPage() {}

  /**
   * @param uri of this page
   * @param cursor after which the next begins
   */
  static URI of(URI uri, String cursor) {
    String encoded = URLEncoder.encode(cursor, StandardCharsets.UTF_8).replace("+", "%20");
    return UriBuilder.fromUri(uri).replaceQueryParam("after", encoded).build();
  }
}
