package subscriptionledger.simulator;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the simulator shall do. */
public record Options(Target target, Pace pace, World world, Faults faults, Files files) {

  /**
   * Whom to send to.
   *
   * @param urls where the ledger is; with several nodes, each callback is sent to all of them at
   *     once
   */
  public record Target(List<URI> urls, long app, String token) {

    /** The token is left out. */
    @Override
    public String toString() {
      return "Target[urls=" + urls + ", app=" + app + "]";
    }
  }

  /**
   * How much, and how fast.
   *
   * @param callbacks how many callbacks to send
   * @param seconds how long to send, however many callbacks that makes; 0 to count them
   * @param perSecond how many a second at the most; 0 for as fast as possible
   * @param connections how many keep-alive connections, each with one callback under way
   */
  public record Pace(int callbacks, int seconds, int perSecond, int connections) {}

  /**
   * What happens there.
   *
   * @param listLength how many subscribers a list has at the most
   * @param accountNews how many percent tell of the account itself
   * @param late how many percent tell of something that happened up to ten minutes earlier
   * @param seed two runs with the same seed send the same happenings
   */
  public record World(
      int accounts, int subscribers, int listLength, int accountNews, int late, long seed) {}

  /**
   * What goes wrong on the way, in percent of the callbacks.
   *
   * @param duplicates are sent again, sooner or later
   * @param simultaneous are sent on two connections at the same moment
   * @param forged are signed with a wrong token
   * @param malformed have a body that is cut off
   * @param slow have a body that trickles in
   * @param slowPauseMillis how long such a sender pauses, four times
   * @param cut have a sender that hangs up without waiting for the answer
   * @param cutAfterMillis when it hangs up; 0 for right after sending
   * @param skewSeconds how far the simulator's clock is ahead when it signs
   */
  public record Faults(
      int duplicates,
      int simultaneous,
      int forged,
      int malformed,
      int slow,
      int slowPauseMillis,
      int cut,
      int cutAfterMillis,
      int skewSeconds) {}

  /**
   * What to write down.
   *
   * @param sent the file to which each genuine callback is written before it is sent
   * @param acknowledged the file to which each callback that was answered OK is written
   */
  public record Files(Path sent, Path acknowledged) {}

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("url", "http://127.0.0.1:8080/subscription-ledger/"),
          Map.entry("app", "1400000001"),
          Map.entry("token", "development-token"),
          Map.entry("callbacks", "1000"),
          Map.entry("seconds", "0"),
          Map.entry("per-second", "0"),
          Map.entry("connections", "8"),
          Map.entry("accounts", "10"),
          Map.entry("subscribers", "1000"),
          Map.entry("list-length", "3"),
          Map.entry("account-news", "5"),
          Map.entry("late", "5"),
          Map.entry("seed", "1"),
          Map.entry("duplicates", "5"),
          Map.entry("simultaneous", "0"),
          Map.entry("forged", "0"),
          Map.entry("malformed", "0"),
          Map.entry("slow", "0"),
          Map.entry("slow-pause-millis", "100"),
          Map.entry("cut", "0"),
          Map.entry("cut-after-millis", "2000"),
          Map.entry("skew-seconds", "0"),
          Map.entry("sent", "target/sent.jsonl"),
          Map.entry("acknowledged", "target/acknowledged.jsonl"));

  /**
   * Options from {@code name=value} words; those that are not given have their defaults.
   *
   * @throws WrongWordException if a word is unknown, or its value is invalid
   */
  public static Options parse(String... words) {
    Words values = Words.parse(DEFAULTS, words);
    return new Options(
        new Target(
            values.urls("url"), values.number("app", 1, Long.MAX_VALUE), values.text("token")),
        new Pace(
            values.count("callbacks"),
            values.count("seconds"),
            values.count("per-second"),
            values.positive("connections")),
        new World(
            values.positive("accounts"),
            values.positive("subscribers"),
            values.positive("list-length"),
            values.percentage("account-news"),
            values.percentage("late"),
            values.number("seed", Long.MIN_VALUE, Long.MAX_VALUE)),
        new Faults(
            values.percentage("duplicates"),
            values.percentage("simultaneous"),
            values.percentage("forged"),
            values.percentage("malformed"),
            values.percentage("slow"),
            values.count("slow-pause-millis"),
            values.percentage("cut"),
            values.count("cut-after-millis"),
            values.integer("skew-seconds")),
        new Files(Path.of(values.text("sent")), Path.of(values.text("acknowledged"))));
  }
}
