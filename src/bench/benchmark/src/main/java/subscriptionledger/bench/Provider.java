package subscriptionledger.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** What the provider and the ledger have agreed upon. */
final class Provider {
  static final long APP = 1_400_000_001L;
  static final String TOKEN = "benchmark-token";

  private Provider() {}

  /** A RequestTime of now with its signature, which the product is told to accept for an hour. */
  record Signature(String requestTime, String sign) {}

  static Signature sign() {
    String requestTime = Long.toString(Instant.now().getEpochSecond());
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest((TOKEN + requestTime).getBytes(UTF_8));
      return new Signature(requestTime, HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
