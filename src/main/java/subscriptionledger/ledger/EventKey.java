package subscriptionledger.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The identity of an event. The provider does not number events, so two deliveries contain the same
 * event if they agree in app, kind, account, subscriber and EventTime. The origin is not part of
 * the key because a repeated delivery may differ in it.
 *
 * <p>Two events about an account itself in the same millisecond are distinguished by their details;
 * otherwise the second would be taken for a repetition and lost.
 *
 * <p>The key is a SHA-256 over these parts. Each part is preceded by its length, so that different
 * lists of parts never produce the same bytes. Keys are stored, so this computation must never
 * change.
 */
public final class EventKey {
  private final byte[] digest;

  private EventKey(byte[] digest) {
    this.digest = digest;
  }

  static EventKey of(Event event) {
    MessageDigest sha256 = sha256();
    Stream.of(
            Long.toString(event.app()),
            event.kind().name(),
            event.account(),
            event.subscriber(),
            Long.toString(event.occurredAt().toEpochMilli()))
        .forEach(part -> update(sha256, part));
    if (event.subscriber() == null) {
      AccountDetail detail = event.detail();
      Stream.of(
              detail.name(),
              detail.owner(),
              detail.introduction(),
              detail.faceUrl(),
              detail.organization())
          .forEach(part -> update(sha256, part));
    }
    return new EventKey(sha256.digest());
  }

  /** Restores a key from its {@link #bytes}. */
  public static EventKey ofBytes(byte[] bytes) {
    if (bytes.length != 32) {
      throw new IllegalArgumentException("An event key has 32 bytes, not " + bytes.length);
    }
    return new EventKey(bytes.clone());
  }

  /** Returns the 32 bytes of the key, as they are stored. */
  public byte[] bytes() {
    return digest.clone();
  }

  /**
   * Adds a part to the hash. A missing part has the length -1, which distinguishes it from an empty
   * one.
   */
  private static void update(MessageDigest sha256, @Nullable String part) {
    byte[] bytes = part == null ? new byte[0] : part.getBytes(UTF_8);
    int length = part == null ? -1 : bytes.length;
    for (int shift = 24; shift >= 0; shift -= 8) {
      sha256.update((byte) (length >> shift));
    }
    sha256.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform provides SHA-256", e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EventKey that && Arrays.equals(digest, that.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(digest);
  }
}
