package subscriptionledger.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import subscriptionledger.simulator.Options.Faults;
import subscriptionledger.simulator.Options.World;
import subscriptionledger.simulator.SimulatedCallback.Content;
import subscriptionledger.simulator.SimulatedCallback.Sending;

/** The happenings of a run, and how each is sent: the same for the same seed and beginning. */
final class Simulation {
  /** Whoever signs wrongly tells of this account only, so that nothing of it can hide. */
  static final String FORGED_ACCOUNT = "@TOA#_forged";

  /** The same for bodies that are cut off. */
  static final String MALFORMED_ACCOUNT = "@TOA#_malformed";

  /** The only account that is destroyed, now and then, so that the others keep subscribers. */
  static final String SHORT_LIVED_ACCOUNT = "@TOA#_short_lived";

  private static final long TEN_MINUTES_MILLIS = 600_000;

  /** So that some of them meet in a millisecond. */
  private static final int HAPPENINGS_PER_MILLI = 3;

  /** From how many of those sent a repetition is drawn. */
  private static final int REMEMBERED = 2_000;

  private final long app;
  private final World world;
  private final Faults faults;
  private final Random random;
  private final long beginMillis;
  private final List<SimulatedCallback> remembered = new ArrayList<>();
  private long happened;

  Simulation(Options options, long beginMillis) {
    this.app = options.target().app();
    this.world = options.world();
    this.faults = options.faults();
    this.random = new Random(world.seed());
    this.beginMillis = beginMillis;
  }

  /** The callback to send next. */
  SimulatedCallback next() {
    if (!remembered.isEmpty() && percent(faults.duplicates())) {
      SimulatedCallback again = remembered.get(random.nextInt(remembered.size()));
      return new SimulatedCallback(again.happening(), again.content(), sending());
    }
    Content content = content();
    SimulatedCallback callback = new SimulatedCallback(happening(content), content, sending());
    if (remembered.size() < REMEMBERED) {
      remembered.add(callback);
    } else {
      remembered.set(random.nextInt(REMEMBERED), callback);
    }
    return callback;
  }

  private Happening happening(Content content) {
    long late = percent(world.late()) ? random.nextLong(TEN_MINUTES_MILLIS) : 0;
    long eventTime = beginMillis + happened++ / HAPPENINGS_PER_MILLI - late;
    return switch (content) {
      case FORGED -> ofSubscribers(FORGED_ACCOUNT, eventTime);
      case MALFORMED -> ofSubscribers(MALFORMED_ACCOUNT, eventTime);
      case GENUINE ->
          percent(world.accountNews())
              ? ofAccount(account(), eventTime)
              : ofSubscribers(account(), eventTime);
    };
  }

  private Happening ofSubscribers(String account, long eventTime) {
    List<String> subscribers =
        Stream.generate(() -> "user-" + random.nextInt(world.subscribers()))
            .limit(1 + random.nextInt(world.listLength()))
            .toList();
    String kind = random.nextBoolean() ? "SUBSCRIBED" : "UNSUBSCRIBED";
    return Happening.ofSubscribers(app, kind, account, subscribers, eventTime);
  }

  private Happening ofAccount(String account, long eventTime) {
    if (account.equals(SHORT_LIVED_ACCOUNT) && random.nextBoolean()) {
      return Happening.ofAccount(
          app, "ACCOUNT_DESTROYED", account, eventTime, Map.of("name", name(), "owner", "owner"));
    }
    return switch (random.nextInt(3)) {
      case 0 ->
          Happening.ofAccount(
              app, "ACCOUNT_CREATED", account, eventTime, Map.of("name", name(), "owner", "owner"));
      case 1 -> Happening.ofAccount(app, "ACCOUNT_FULL", account, eventTime, Map.of());
      default -> Happening.ofAccount(app, "ACCOUNT_CHANGED", account, eventTime, changes());
    };
  }

  private Map<String, String> changes() {
    Map<String, String> changes = new TreeMap<>(Map.of("name", name()));
    for (String field : List.of("introduction", "faceUrl", "organization")) {
      if (random.nextBoolean()) {
        changes.put(field, field + " " + random.nextInt(100));
      }
    }
    return changes;
  }

  private String name() {
    return "Name " + random.nextInt(100);
  }

  private String account() {
    int account = random.nextInt(world.accounts() + 1);
    return account == world.accounts() ? SHORT_LIVED_ACCOUNT : "@TOA#_simulated_" + account;
  }

  private Content content() {
    if (percent(faults.forged())) {
      return Content.FORGED;
    }
    return percent(faults.malformed()) ? Content.MALFORMED : Content.GENUINE;
  }

  private Sending sending() {
    if (percent(faults.slow())) {
      return Sending.SLOW;
    }
    if (percent(faults.cut())) {
      return Sending.CUT;
    }
    return percent(faults.simultaneous()) ? Sending.TWICE : Sending.ORDINARY;
  }

  private boolean percent(int share) {
    return random.nextInt(100) < share;
  }
}
