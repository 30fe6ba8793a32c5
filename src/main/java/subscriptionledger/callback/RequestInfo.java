package subscriptionledger.callback;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The description of a callback that the log has before the callback is examined.
 *
 * @param id the provider's id of the request (RequestID), or a generated one if the provider sent
 *     none
 * @param source the IP address of the caller
 */
record RequestInfo(String id, String source) {
  /** The name of the request attribute that holds this description. */
  static final String ATTRIBUTE = RequestInfo.class.getName();

  static final RequestInfo UNKNOWN = new RequestInfo("unknown", "unknown");

  static RequestInfo of(CallbackQuery query, String source) {
    return new RequestInfo(query.requestId().orElseGet(RequestInfo::invented), source);
  }

  /**
   * Generates an id. It only has to be unique for a short time, so that the log lines about one
   * callback can be found together.
   */
  private static String invented() {
    return "own-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
  }
}
