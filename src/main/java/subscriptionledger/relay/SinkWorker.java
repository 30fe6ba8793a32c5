package subscriptionledger.relay;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import subscriptionledger.relay.OutgoingEntries.Found;
import subscriptionledger.relay.SinkQueries.Outlook;
import subscriptionledger.relay.SinkTransaction.Turn;

/** Forwards the entries of one app to one sink; one batch is under way at a time. */
final class SinkWorker {
  /** The maximum time between two looks at the sink. */
  static final Duration LOOK = Duration.ofSeconds(4);

  private final Sink sink;
  private final long app;
  private final String node;
  private final Target target;
  private final Relay relay;

  /** The number up to which the ledger has nothing more for this sink. */
  private volatile long passed;

  /** The epoch in which this node last had the lease. */
  private volatile long epoch;

  private volatile boolean isWaitingForEntries;
  private volatile boolean isSending;
  private volatile boolean isHalted;
  private long movedAt = System.nanoTime();

  SinkWorker(Sink sink, long app, String node, Target target, Relay relay) {
    this.sink = sink;
    this.app = app;
    this.node = node;
    this.target = target;
    this.relay = relay;
  }

  /** Returns true if there may be something to forward that was not there before. */
  boolean isNews(Map<Long, Long> heads) {
    return isWaitingForEntries && heads.getOrDefault(app, 0L) > passed;
  }

  /** Forwards what can be forwarded, and returns the time until the next look. */
  Duration forward() {
    isWaitingForEntries = false;
    Optional<Outlook> outlook = relay.queries().outlook(sink, app);
    if (outlook.isPresent() && !isWorkFor(outlook.get())) {
      return rest(outlook.get().untilNextAttempt());
    }
    Optional<Turn> turn = turn();
    while (turn.isPresent() && !isHalted) {
      Turn now = turn.get();
      epoch = now.epoch();
      if (!isDue(now.untilNextAttempt())) {
        return rest(now.untilNextAttempt());
      }
      Found found = next(now.position(), now.batchLimit());
      if (found.entries().isEmpty()) {
        return LOOK;
      }
      turn = send(now, found);
    }
    return LOOK;
  }

  /**
   * Looks for entries before it takes the lease, so that nothing is written while there is nothing
   * to forward.
   */
  private boolean isWorkFor(Outlook outlook) {
    if (!isDue(outlook.untilNextAttempt())) {
      return false;
    }
    boolean isKnown = outlook.epoch() == epoch && passed > outlook.position();
    Found found = next(isKnown ? passed : outlook.position(), 1);
    return !found.entries().isEmpty()
        || (passed > outlook.position() && System.nanoTime() - movedAt > LOOK.toNanos());
  }

  private Optional<Turn> turn() {
    movedAt = System.nanoTime();
    return relay.durability().write(() -> relay.transaction().turn(sink, app, node, epoch, passed));
  }

  private static boolean isDue(Optional<Duration> untilNextAttempt) {
    return untilNextAttempt.filter(Duration::isZero).isPresent();
  }

  private static Duration rest(Optional<Duration> untilNextAttempt) {
    return untilNextAttempt.filter(wait -> !wait.isZero() && wait.compareTo(LOOK) < 0).orElse(LOOK);
  }

  /** Finds the next entries; none if there are no more, or if the work has been stopped. */
  private Found next(long position, int limit) {
    Found found = relay.entries().after(app, sink.filter(), position, limit);
    while (found.entries().isEmpty() && found.next() < found.head() && !isHalted) {
      found = relay.entries().after(app, sink.filter(), found.next(), limit);
    }
    isWaitingForEntries = found.entries().isEmpty();
    passed = isWaitingForEntries ? found.next() : position;
    return found;
  }

  private Optional<Turn> send(Turn turn, Found found) {
    isSending = true;
    long began = System.nanoTime();
    TargetAnswer answer;
    try {
      answer = target.send(found.entries());
    } finally {
      isSending = false;
    }
    if (isHalted) {
      return Optional.empty();
    }
    relay.metrics().attempted(sink, answer, Duration.ofNanos(System.nanoTime() - began));
    int size = found.entries().size();
    long last = found.entries().get(size - 1).sequence();
    return relay
        .durability()
        .write(
            () ->
                relay
                    .transaction()
                    .settle(sink, app, node, turn.epoch(), new Attempt(answer, last, size)));
  }

  /** Renews the lease while a batch is under way. */
  void renew() {
    if (isSending) {
      relay.durability().write(() -> relay.transaction().renew(sink, app, node, epoch));
    }
  }

  /** Begins to stop: the answer of the batch that is under way no longer matters. */
  void halt() {
    isHalted = true;
  }

  boolean isHalted() {
    return isHalted;
  }

  /** Gives the lease to another node. */
  void release() {
    if (epoch > 0) {
      relay.durability().write(() -> relay.transaction().release(sink, app, node, epoch));
    }
  }
}
