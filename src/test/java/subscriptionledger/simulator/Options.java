package subscriptionledger.simulator;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the simulator shall do.
 *
 * @param url where the ledger is
 * @param callbacks how many callbacks to send
 * @param perSecond how many a second at the most; 0 for as fast as possible
 * @param connections how many keep-alive connections, each with one callback under way
 * @param listLength how many subscribers a list has at the most
 * @param duplicates how many percent are sent a second time
 * @param late how many percent tell of something that happened up to ten minutes earlier
 * @param forged how many percent are signed with a wrong token
 * @param malformed how many percent have a body that is cut off
 * @param skewSeconds how far the simulator's clock is ahead when it signs
 * @param seed two runs with the same seed send the same happenings
 * @param acknowledged the file to which every callback that was answered OK is written
 */
public record Options(
    URI url,
    long app,
    String token,
    int callbacks,
    int perSecond,
    int connections,
    int accounts,
    int subscribers,
    int listLength,
    int duplicates,
    int late,
    int forged,
    int malformed,
    int skewSeconds,
    long seed,
    Path acknowledged) {

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("url", "http://127.0.0.1:8080/subscription-ledger/"),
          Map.entry("app", "1400000001"),
          Map.entry("token", "development-token"),
          Map.entry("callbacks", "1000"),
          Map.entry("per-second", "0"),
          Map.entry("connections", "8"),
          Map.entry("accounts", "10"),
          Map.entry("subscribers", "1000"),
          Map.entry("list-length", "3"),
          Map.entry("duplicates", "5"),
          Map.entry("late", "5"),
          Map.entry("forged", "0"),
          Map.entry("malformed", "0"),
          Map.entry("skew-seconds", "0"),
          Map.entry("seed", "1"),
          Map.entry("acknowledged", "target/acknowledged.jsonl"));

  /**
   * Options from {@code name=value} words; those that are not given have their defaults.
   *
   * @throws IllegalArgumentException when a word is not understood
   */
  public static Options parse(String... words) {
    Map<String, String> values = new TreeMap<>(DEFAULTS);
    for (String word : words) {
      String[] parts = word.split("=", 2);
      if (parts.length < 2 || !DEFAULTS.containsKey(parts[0])) {
        throw new IllegalArgumentException(
            word + " is not understood; there are " + new TreeMap<>(DEFAULTS));
      }
      values.put(parts[0], parts[1]);
    }
    return new Options(
        URI.create(text(values, "url")),
        Long.parseLong(text(values, "app")),
        text(values, "token"),
        number(values, "callbacks"),
        number(values, "per-second"),
        number(values, "connections"),
        number(values, "accounts"),
        number(values, "subscribers"),
        number(values, "list-length"),
        number(values, "duplicates"),
        number(values, "late"),
        number(values, "forged"),
        number(values, "malformed"),
        number(values, "skew-seconds"),
        Long.parseLong(text(values, "seed")),
        Path.of(text(values, "acknowledged")));
  }

  private static String text(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  private static int number(Map<String, String> values, String name) {
    return Integer.parseInt(text(values, name));
  }

  /** The token is left out. */
  @Override
  public String toString() {
    return Arrays.asList(
            "url=" + url,
            "app=" + app,
            "callbacks=" + callbacks,
            "connections=" + connections,
            "seed=" + seed)
        .toString();
  }
}
