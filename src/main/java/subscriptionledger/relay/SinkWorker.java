package subscriptionledger.relay;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import subscriptionledger.relay.OutgoingEntries.Found;

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
    Optional<Turn> outlook = relay.queries().outlook(sink, app);
    if (outlook.isPresent() && !isWorkFor(outlook.get())) {
      return outlook.get().rest(LOOK);
    }
    Optional<Turn> turn = turn();
    while (turn.isPresent() && !isHalted) {
      Turn now = turn.get();
      epoch = now.epoch();
      if (!now.isDue()) {
        return now.rest(LOOK);
      }
      List<OutgoingEntry> batch =
          now.redriven() > 0
              ? relay.entries().at(app, sink.filter(), now.redriven())
              : next(now.position(), now.batchLimit()).entries();
      if (batch.isEmpty()) {
        return LOOK;
      }
      turn = send(now, batch);
    }
    return LOOK;
  }

  /**
   * Looks for entries before it takes the lease, so that nothing is written while there is nothing
   * to forward.
   */
  private boolean isWorkFor(Turn outlook) {
    if (!outlook.isDue() || outlook.redriven() > 0) {
      return outlook.isDue();
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

  private Optional<Turn> send(Turn turn, List<OutgoingEntry> batch) {
    isSending = true;
    long began = System.nanoTime();
    TargetAnswer answer;
    try {
      answer = target.send(batch);
    } finally {
      isSending = false;
    }
    if (isHalted) {
      return Optional.empty();
    }
    relay.metrics().attempted(sink, answer, Duration.ofNanos(System.nanoTime() - began));
    int size = batch.size();
    Attempt attempt =
        new Attempt(
            answer,
            batch.get(0).sequence(),
            batch.get(size - 1).sequence(),
            size,
            turn.redriven() > 0);
    return relay
        .durability()
        .write(() -> relay.transaction().settle(sink, app, node, turn.epoch(), attempt));
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
