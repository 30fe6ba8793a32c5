package subscriptionledger.bench.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Decides whether a callback comes from the provider, for our app, and now. */
@Component
public class Authenticator {
  private static final Duration MAX_AGE = Duration.ofSeconds(60);

  private final LedgerProperties properties;

  public Authenticator(LedgerProperties properties) {
    this.properties = properties;
  }

  /** Why a callback is refused; empty when it is not. */
  public Optional<Answer> refusal(long app, String sign, long requestTime) {
    if (app != properties.app()) {
      return Optional.of(Answer.fail(120001, "This is not one of our apps."));
    }
    Duration age = Duration.between(Instant.ofEpochSecond(requestTime), Instant.now()).abs();
    if (age.compareTo(MAX_AGE) > 0) {
      return Optional.of(Answer.fail(120003, "RequestTime is too old or too new."));
    }
    byte[] expected = sign(requestTime).getBytes(UTF_8);
    return MessageDigest.isEqual(expected, sign.getBytes(UTF_8))
        ? Optional.empty()
        : Optional.of(Answer.fail(120002, "Sign is wrong."));
  }

  private String sign(long requestTime) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(sha256.digest((properties.token() + requestTime).getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
