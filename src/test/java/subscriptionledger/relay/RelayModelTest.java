package subscriptionledger.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.EntryFilter;

/**
 * The rules of the relay against a model: two nodes, of which each may stop between any two steps
 * or sleep through its lease, a target that fails or refuses at random, and an operator.
 */
class RelayModelTest {
  private static final long ENTRIES = 60;
  private static final int STEPS = 400;

  @Property(tries = 300)
  void p9ForwardsEachEntryInOrderOrHasItAsADeadLetter(@ForAll long seed) {
    Model model = new Model(seed);
    for (int i = 0; i < STEPS; i++) {
      model.step();
    }
    model.finish();

    Set<Long> all = new TreeSet<>(LongStream.rangeClosed(1, ENTRIES).boxed().toList());
    Set<Long> arrived = new TreeSet<>(model.firstArrivals);
    assertThat(model.deadLetters).isEqualTo(model.refused);
    arrived.addAll(model.deadLetters);
    assertThat(arrived).isEqualTo(all);
    model.firstArrivals.removeAll(model.late);
    assertThat(model.firstArrivals).isSorted();
  }

  private static final class Model {
    private final Random random;
    private final Sink sink;
    private final LeaseRow lease = new LeaseRow(1, "crm");
    private final SinkRow row;
    private final List<Node> nodes = List.of(new Node("a"), new Node("b"));
    final List<Long> firstArrivals = new ArrayList<>();
    final Set<Long> refused = new TreeSet<>();
    final Set<Long> deadLetters = new TreeSet<>();
    final Set<Long> late = new TreeSet<>();
    private long now = 1_000;
    private double chanceOfFailure = 0.3;

    Model(long seed) {
      random = new Random(seed);
      int batch = 1 + random.nextInt(16);
      sink =
          new Sink(
              "crm",
              Set.of(),
              EntryFilter.ALL,
              Sink.Start.BEGINNING,
              batch,
              true,
              new RetryPolicy(Duration.ofMinutes(10), Duration.ofDays(5)),
              () -> {
                throw new AssertionError();
              });
      row = new SinkRow(1, "crm", 0, batch, now);
      LongStream.rangeClosed(1, ENTRIES)
          .filter(entry -> random.nextInt(10) == 0)
          .forEach(refused::add);
    }

    /** A node, and the batch that it has under way. */
    private final class Node {
      private final String name;
      private @Nullable Batch underWay;
      private long epoch;

      Node(String name) {
        this.name = name;
      }

      void step() {
        Batch batch = underWay;
        if (batch == null) {
          underWay = begin();
          return;
        }
        underWay = null;
        if (random.nextInt(20) == 0) {
          // It was killed before or after the target took the batch, and before the transaction.
          if (random.nextBoolean()) {
            send(batch);
          }
          return;
        }
        TargetAnswer answer = send(batch);
        if (lease.isHeld(name, epoch)) {
          lease.isGiven(name, now);
          long before = row.position();
          row.apply(
                  new Attempt(
                      answer, batch.first(), batch.last(), batch.size(), batch.isRedriven()),
                  sink,
                  random.nextDouble(),
                  now)
              .ifPresent(letter -> deadLetters.add(letter.sequence()));
          if (batch.isRedriven() && !(answer instanceof TargetAnswer.Unavailable)) {
            row.redriven(0);
            if (answer instanceof TargetAnswer.Taken) {
              deadLetters.remove(batch.first());
            }
          }
          assertThat(row.position()).isGreaterThanOrEqualTo(before);
        }
      }

      private @Nullable Batch begin() {
        if (!lease.isGiven(name, now)) {
          return null;
        }
        epoch = lease.epoch();
        Turn turn = row.turn(epoch, now);
        if (!turn.isDue()) {
          return null;
        }
        if (turn.redriven() > 0) {
          return new Batch(turn.redriven(), turn.redriven(), true);
        }
        long first = turn.position() + 1;
        long last = Math.min(ENTRIES, turn.position() + turn.batchLimit());
        return first > last ? null : new Batch(first, last, false);
      }
    }

    private record Batch(long first, long last, boolean isRedriven) {
      int size() {
        return (int) (last - first + 1);
      }
    }

    private TargetAnswer send(Batch batch) {
      if (random.nextDouble() < chanceOfFailure) {
        return new TargetAnswer.Unavailable("No connection");
      }
      Set<Long> entries =
          new TreeSet<>(LongStream.rangeClosed(batch.first, batch.last).boxed().toList());
      if (entries.stream().anyMatch(refused::contains)) {
        return new TargetAnswer.Refused("HTTP status 422", "");
      }
      Set<Long> known = new HashSet<>(firstArrivals);
      entries.stream().filter(entry -> !known.contains(entry)).forEach(firstArrivals::add);
      return new TargetAnswer.Taken();
    }

    void step() {
      switch (random.nextInt(12)) {
        case 0 -> now += random.nextInt(20_000);
        case 1 -> operate();
        default -> nodes.get(random.nextInt(nodes.size())).step();
      }
      now += random.nextInt(1_000);
    }

    private void operate() {
      lease.interrupt();
      switch (random.nextInt(4)) {
        case 0 -> replay((long) (random.nextDouble() * row.position()));
        case 3 -> redrive();
        case 1 -> row.become(SinkStatus.PAUSED, null, "operator", now);
        default -> row.become(SinkStatus.ACTIVE, null, "operator", now);
      }
    }

    private void replay(long after) {
      row.replay(after);
      deadLetters.removeIf(letter -> letter > after);
      if (!deadLetters.contains(row.turn(0, now).redriven())) {
        row.redriven(0);
      }
    }

    /** Has a dead letter sent again, which the target may take by now. */
    private void redrive() {
      if (row.turn(0, now).redriven() == 0 && !deadLetters.isEmpty()) {
        long letter = deadLetters.iterator().next();
        if (random.nextBoolean()) {
          refused.remove(letter);
          late.add(letter);
        }
        row.redriven(letter);
      }
    }

    /** The target comes back, and everything is resumed. */
    void finish() {
      chanceOfFailure = 0;
      for (int i = 0; row.position() < ENTRIES || row.turn(0, now).redriven() > 0; i++) {
        assertThat(i).as("steps until everything is forwarded").isLessThan(100_000);
        if (row.toState().status() != SinkStatus.ACTIVE) {
          row.become(SinkStatus.ACTIVE, null, "operator", now);
        }
        nodes.get(random.nextInt(nodes.size())).step();
        now += 1_000;
      }
    }
  }
}
