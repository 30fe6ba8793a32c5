package subscriptionledger.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import subscriptionledger.ledger.Ids;

/**
 * An id of an account or a user in a path. It may stand there percent-encoded; but some servers
 * refuse an encoded slash, and all take {@code .} and {@code ..} for directions. So it may also
 * stand there in URL-safe Base64 (RFC 4648, section 5) behind a {@code ~}, which every server
 * takes.
 */
final class PathId {
  private PathId() {}

  /**
   * @param segment of the path, percent-decoded
   * @throws ProblemException when no account and no user can have the id
   */
  static String of(String segment) {
    String id = segment.startsWith("~") ? decoded(segment.substring(1)) : segment;
    if (!Ids.isId(id)) {
      throw new ProblemException(
          Problem.badPath(
              "An id must have 1 to 255 characters and no control characters other than tab."));
    }
    return id;
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
