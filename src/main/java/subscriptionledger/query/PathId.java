package subscriptionledger.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;

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
   */
  static String of(String segment) {
    if (!segment.startsWith("~")) {
      return segment;
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(segment.substring(1));
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new ProblemException(Problem.badPath());
    }
  }
}
