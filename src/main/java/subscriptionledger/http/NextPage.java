package subscriptionledger.http;

import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Builds the URL of the next page (RFC 8288, {@code rel="next"}). */
public final class NextPage {
  private NextPage() {}

  /**
   * Returns the URL of the next page.
   *
   * @param uri the URL of this page
   * @param cursor the cursor after which the next page begins
   */
  public static URI of(URI uri, String cursor) {
    String encoded = URLEncoder.encode(cursor, StandardCharsets.UTF_8).replace("+", "%20");
    return UriBuilder.fromUri(uri).replaceQueryParam("after", encoded).build();
  }
}
