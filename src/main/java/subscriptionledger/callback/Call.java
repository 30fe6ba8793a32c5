package subscriptionledger.callback;

import java.util.concurrent.ThreadLocalRandom;

/**
 * What the log says of a callback before anybody has looked into it.
 *
 * @param id what the provider calls it (RequestID), or, where the provider is silent, a word of
 *     ours
 * @param source the address that it came from
 */
record Call(String id, String source) {
  /** The request attribute under which it goes along with the request. */
  static final String ATTRIBUTE = Call.class.getName();

  static final Call UNKNOWN = new Call("unknown", "unknown");

  static Call of(CallbackQuery query, String source) {
    return new Call(query.requestId().orElseGet(Call::invented), source);
  }

  /** It need not be unique for long: only so that lines about one callback are found together. */
  private static String invented() {
    return "own-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
  }
}
