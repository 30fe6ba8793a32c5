package subscriptionledger.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import subscriptionledger.simulator.SimulatedCallback.Manner;

/** The happenings of a run, and how each is sent: the same for the same seed and beginning. */
final class Simulation {
  /** Whoever signs wrongly tells of these accounts only, so that nothing of it can hide. */
  static final String FORGED_ACCOUNT = "@TOA#_forged";

  private static final long TEN_MINUTES_MILLIS = 600_000;

  private final Options options;
  private final Random random;
  private final long beginMillis;
  private long sent;

  Simulation(Options options, long beginMillis) {
    this.options = options;
    this.random = new Random(options.seed());
    this.beginMillis = beginMillis;
  }

  /** All callbacks of the run, in the order in which they are to be sent. */
  List<SimulatedCallback> callbacks() {
    List<SimulatedCallback> callbacks = new ArrayList<>();
    while (callbacks.size() < options.callbacks()) {
      SimulatedCallback callback = callback();
      callbacks.add(callback);
      if (percent(options.duplicates())) {
        callbacks.add(callbacks.get(random.nextInt(callbacks.size())));
      }
    }
    return List.copyOf(callbacks.subList(0, options.callbacks()));
  }

  private SimulatedCallback callback() {
    Manner manner = manner();
    String account =
        manner == Manner.FORGED
            ? FORGED_ACCOUNT
            : "@TOA#_simulated_" + random.nextInt(options.accounts());
    long late = percent(options.late()) ? random.nextLong(TEN_MINUTES_MILLIS) : 0;
    List<String> subscribers =
        Stream.generate(() -> "user-" + random.nextInt(options.subscribers()))
            .limit(1 + random.nextInt(options.listLength()))
            .toList();
    String kind = random.nextBoolean() ? "SUBSCRIBED" : "UNSUBSCRIBED";
    return new SimulatedCallback(
        new Happening(options.app(), kind, account, subscribers, beginMillis + sent++ - late),
        manner);
  }

  private Manner manner() {
    if (percent(options.forged())) {
      return Manner.FORGED;
    }
    return percent(options.malformed()) ? Manner.MALFORMED : Manner.GENUINE;
  }

  private boolean percent(int share) {
    return random.nextInt(100) < share;
  }
}
