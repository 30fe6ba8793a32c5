package subscriptionledger.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** A callback as callbacks.lua makes them, as far as it leaves a trace in the database. */
@SuppressWarnings("ArrayRecordComponent") // Written, and never compared.
record Callback(
    boolean subscribes,
    String command,
    String account,
    String operator,
    List<String> subscribers,
    long eventTime,
    String query,
    byte[] body) {
  private static final int ACCOUNTS = 20;
  private static final int POPULATION = 1_000_000;
  private static final int UNSUBSCRIBES_ONE_IN = 10;
  private static final int STRIDE = 7_919;

  static Callback make(SplittableRandom random, long app, int subscribers, long now) {
    boolean subscribes = random.nextInt(UNSUBSCRIBES_ONE_IN) > 0;
    String command =
        "OfficialAccount.CallbackAfter" + (subscribes ? "Add" : "Delete") + "Subscriber";
    String account = "@TOA#_account" + twoDigits(1 + random.nextInt(ACCOUNTS));
    int first = random.nextInt(POPULATION);
    List<String> list = new ArrayList<>(subscribers);
    for (int i = 1; i <= subscribers; i++) {
      list.add(user((first + i * STRIDE) % POPULATION));
    }
    String body =
        list.stream()
            .map(subscriber -> "{\"Subscriber_Account\":\"" + subscriber + "\"}")
            .collect(
                Collectors.joining(
                    ",",
                    "{\"CallbackCommand\":\""
                        + command
                        + "\",\"Official_Account\":\""
                        + account
                        + "\",\"Operator_Account\":\""
                        + user(first)
                        + "\",\"SubscribeAccountList\":[",
                    "],\"EventTime\":" + now + "}"));
    return new Callback(
        subscribes,
        command,
        account,
        user(first),
        list,
        now,
        "SdkAppid="
            + app
            + "&CallbackCommand="
            + command
            + "&contenttype=json&ClientIP=203.0.113.7&OptPlatform=Android&RequestTime="
            + now / 1_000,
        body.getBytes(UTF_8));
  }

  private static String user(int number) {
    String digits = Integer.toString(number);
    return "user" + "000000".substring(digits.length()) + digits;
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}
