package subscriptionledger.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.Ids;

/**
 * The id of an account or a user in a request.
 *
 * @param value 1 to 255 characters, without control characters other than tab
 */
public record IdParameter(String value) {
  static final String SYNTAX =
      "must have 1 to 255 characters and no control characters other than tab";

  /** Returns the id of a parameter that may be absent; null if it is. */
  public static @Nullable String valueOf(@Nullable IdParameter parameter) {
    return parameter == null ? null : parameter.value();
  }

  /**
   * Decodes an id in a path. It may be percent-encoded. However, some servers refuse an encoded
   * slash, and all of them interpret {@code .} and {@code ..} as directions. The id may therefore
   * also be written as {@code ~} and URL-safe Base64 (RFC 4648, section 5), which every server
   * accepts.
   *
   * @param segment the segment of the path, percent-decoded
   * @throws ProblemException if no account or user can have the id
   */
  public static IdParameter ofPath(String segment) {
    String id = segment.startsWith("~") ? decoded(segment.substring(1)) : segment;
    if (!Ids.isId(id)) {
      throw new ProblemException(Problem.badPath("An id " + SYNTAX + "."));
    }
    return new IdParameter(id);
  }

  private static String decoded(String base64) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(base64);
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new ProblemException(
          Problem.badPath(
              "An id that begins with ~ must continue with UTF-8 text in URL-safe Base64."));
    }
  }
}
