package subscriptionledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import subscriptionledger.journal.GroupCommit.Limits;
import subscriptionledger.journal.Receipt.Reason;
import subscriptionledger.journal.Receipt.Recorded;
import subscriptionledger.journal.Receipt.Refused;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Interpretation;
import subscriptionledger.ledger.Notice;
import subscriptionledger.ledger.Origin;

@SuppressWarnings("FutureReturnValueIgnored") // Of some deliveries only the writing is of interest.
class GroupCommitTest {
  private static final Limits LIMITS = new Limits(10, 4, 100, Duration.ofMinutes(2));

  /** What the journal has set to work, run by the test when it likes. */
  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();

  /** What clocks that have rung ask for, run by the test when it likes. */
  private final BlockingQueue<Runnable> ringing = new LinkedBlockingQueue<>();

  private final AtomicLong now = new AtomicLong(1);
  private final FakeWriter writer = new FakeWriter();

  @Test
  void p1GivesNoReceiptBeforeTheGroupIsWritten() {
    GroupCommit groupCommit = new GroupCommit(writer, work::add, LIMITS);

    CompletableFuture<Receipt> receipt = groupCommit.append(delivery("a"), "a");

    assertThat(receipt).isNotDone();
    work.remove().run();
    assertThat(receipt).isCompletedWithValue(new Recorded(1));
  }

  @Test
  void writesInOneGroupWhatQueuedUpMeanwhile() {
    GroupCommit groupCommit = new GroupCommit(writer, work::add, LIMITS);
    List.of("a", "b", "c", "d", "e", "f").forEach(name -> groupCommit.append(delivery(name), name));

    assertThat(work).hasSize(1);
    work.remove().run();

    assertThat(writer.written).containsExactly(List.of("a", "b", "c", "d"), List.of("e", "f"));
  }

  @Test
  void p8RefusesAtOnceWhenTheQueueIsFull() {
    GroupCommit groupCommit = new GroupCommit(writer, work::add, LIMITS);
    for (int i = 0; i < 10; i++) {
      groupCommit.append(delivery("a"), "a");
    }

    assertThat(groupCommit.append(delivery("b"), "b"))
        .isCompletedWithValue(new Refused(Reason.FULL));
  }

  @Test
  void p8RefusesInTimeWhenTheWriterHangs() throws Exception {
    GroupCommit groupCommit = withReceiptsWithin(Duration.ofMillis(50));
    CompletableFuture<Receipt> receipt = groupCommit.append(delivery("a"), "a");

    ringing.take().run();

    assertThat(receipt).isCompletedWithValue(new Refused(Reason.LATE));
    assertThat(writer.written).isEmpty();
  }

  @Test
  void recordsWhatWasTakenThoughItsReceiptCameTooLate() throws Exception {
    GroupCommit groupCommit = withReceiptsWithin(Duration.ofMillis(1));
    CompletableFuture<Receipt> receipt = groupCommit.append(delivery("a"), "a");
    ringing.take().run();

    work.remove().run();

    assertThat(receipt).isCompletedWithValue(new Refused(Reason.LATE));
    assertThat(writer.written).containsExactly(List.of("a"));
  }

  @Test
  void p8RefusesAtOnceWhileAGroupTakesLongerThanAReceiptMay() {
    GroupCommit groupCommit = withTime();
    List<CompletableFuture<Receipt>> meanwhile = new ArrayList<>();
    writer.whileWriting =
        () -> {
          pass(Duration.ofMillis(1_500));
          meanwhile.add(groupCommit.append(delivery("in time"), "in time"));
          pass(Duration.ofNanos(1));
          meanwhile.add(groupCommit.append(delivery("late"), "late"));
          writer.whileWriting = () -> {};
        };
    groupCommit.append(delivery("a"), "a");

    work.remove().run();

    assertThat(meanwhile.get(0)).isCompletedWithValue(new Recorded(1));
    assertThat(meanwhile.get(1)).isCompletedWithValue(new Refused(Reason.LATE));
    assertThat(writer.written).containsExactly(List.of("a"), List.of("in time"));
  }

  @Test
  void p8RefusesNobodyForAStallThatIsOver() {
    GroupCommit groupCommit = withTime();
    writer.whileWriting = () -> pass(Duration.ofSeconds(12));
    groupCommit.append(delivery("a"), "a");
    work.remove().run();
    writer.whileWriting = () -> {};
    pass(Duration.ofSeconds(40));

    assertThat(receiptsOfABurst(groupCommit)).hasSize(32).containsOnly(new Recorded(1));
  }

  @Test
  void p8RefusesNobodyForLongListsThatAreWritten() {
    GroupCommit groupCommit = withTime();
    writer.whileWriting = () -> pass(Duration.ofMillis(1_400));
    for (int i = 0; i < 4; i++) {
      groupCommit.append(longList(), "long");
      work.remove().run();
    }
    writer.whileWriting = () -> {};

    assertThat(receiptsOfABurst(groupCommit)).hasSize(32).containsOnly(new Recorded(1));
  }

  /** One comes to an idle journal, and the others while it is written. */
  private List<Receipt> receiptsOfABurst(GroupCommit groupCommit) {
    List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
    writer.whileWriting =
        () -> {
          writer.whileWriting = () -> pass(Duration.ofMillis(5));
          for (int i = 1; i < 32; i++) {
            receipts.add(groupCommit.append(delivery("b"), "b"));
          }
        };
    receipts.add(groupCommit.append(delivery("b"), "b"));
    while (!work.isEmpty()) {
      work.remove().run();
    }
    return receipts.stream().map(CompletableFuture::join).toList();
  }

  private GroupCommit withReceiptsWithin(Duration limit) {
    return new GroupCommit(
        writer, work::add, ringing::add, new Limits(10, 4, 100, limit), System::nanoTime);
  }

  /**
   * A journal whose groups take as long as the test says. Its clocks go by the real time; what they
   * ask for when they ring is never done.
   */
  private GroupCommit withTime() {
    return new GroupCommit(
        writer,
        work::add,
        ringing::add,
        new Limits(100, 4, 4_096, Duration.ofMillis(1_500)),
        now::get);
  }

  private void pass(Duration duration) {
    now.addAndGet(duration.toNanos());
  }

  @Test
  void goesOnWithTheNextGroupBeforeTheLastOneIsAnswered() {
    GroupCommit groupCommit = new GroupCommit(writer, work::add, LIMITS);
    List<CompletableFuture<Receipt>> receipts =
        List.of("a", "b", "c", "d", "e").stream()
            .map(name -> groupCommit.append(delivery(name), name))
            .toList();

    work.remove().run();

    assertThat(receipts.get(4)).isCompletedWithValue(new Recorded(1));
    assertThat(receipts.get(0)).isNotDone();
    work.remove().run();
    assertThat(receipts.get(0)).isCompletedWithValue(new Recorded(1));
  }

  @Test
  void refusesThePoisonousOneAloneAndWritesTheOthers() {
    GroupCommit groupCommit = new GroupCommit(writer, work::add, LIMITS);
    writer.poison = "c";
    List<CompletableFuture<Receipt>> receipts =
        List.of("a", "b", "c", "d").stream()
            .map(name -> groupCommit.append(delivery(name), name))
            .toList();

    work.remove().run();

    assertThat(receipts.stream().map(CompletableFuture::join))
        .containsExactly(
            new Recorded(1), new Recorded(1), new Refused(Reason.FAILED), new Recorded(1));
  }

  @Test
  void refusesAllAtOnceWhenTheDatabaseDoesNotAnswer() {
    GroupCommit groupCommit = new GroupCommit(writer, work::add, LIMITS);
    writer.reachable = false;
    List<CompletableFuture<Receipt>> receipts =
        List.of("a", "b", "c").stream()
            .map(name -> groupCommit.append(delivery(name), name))
            .toList();

    work.remove().run();

    assertThat(receipts.stream().map(CompletableFuture::join))
        .containsOnly(new Refused(Reason.FAILED));
    assertThat(writer.attempts).isEqualTo(1);
  }

  @Test
  void refusesAllAtOnceWhenSomebodyElseHoldsALock() {
    GroupCommit groupCommit = new GroupCommit(writer, work::add, LIMITS);
    writer.locked = true;
    List<CompletableFuture<Receipt>> receipts =
        List.of("a", "b", "c").stream()
            .map(name -> groupCommit.append(delivery(name), name))
            .toList();

    work.remove().run();

    assertThat(receipts.stream().map(CompletableFuture::join))
        .containsOnly(new Refused(Reason.FAILED));
    assertThat(writer.attempts).isEqualTo(1);
  }

  @Test
  void recoversByItself() {
    GroupCommit groupCommit = new GroupCommit(writer, work::add, LIMITS);
    writer.reachable = false;
    groupCommit.append(delivery("a"), "a");
    work.remove().run();

    writer.reachable = true;
    CompletableFuture<Receipt> receipt = groupCommit.append(delivery("b"), "b");
    work.remove().run();

    assertThat(receipt).isCompletedWithValue(new Recorded(1));
  }

  @Test
  void refusesWhenTheServerHasNoThread() {
    GroupCommit groupCommit =
        new GroupCommit(
            writer,
            task -> {
              throw new RejectedExecutionException();
            },
            LIMITS);

    assertThat(groupCommit.append(delivery("a"), "a"))
        .isCompletedWithValue(new Refused(Reason.FAILED));
  }

  @Test
  void writesWhatItHasTakenBeforeItStops() throws Exception {
    GroupCommit groupCommit = new GroupCommit(writer, Runnable::run, LIMITS);
    CompletableFuture<Receipt> before = groupCommit.append(delivery("a"), "a");

    assertThat(groupCommit.stop(Duration.ofMinutes(1))).isTrue();

    assertThat(before).isCompletedWithValue(new Recorded(1));
    assertThat(groupCommit.append(delivery("b"), "b"))
        .isCompletedWithValue(new Refused(Reason.STOPPING));
  }

  @Test
  void stopsInTimeThoughTheWriterHangs() throws Exception {
    GroupCommit groupCommit = new GroupCommit(writer, work::add, LIMITS);
    groupCommit.append(delivery("a"), "a");

    assertThat(groupCommit.stop(Duration.ofMillis(20))).isFalse();
  }

  private static Delivery delivery(String name) {
    return new Delivery(
        1, name, Instant.EPOCH, null, new byte[0], new Interpretation.NotUnderstood("None."));
  }

  /** As many as a body of 256 KiB holds. */
  private static Delivery longList() {
    List<String> subscribers = IntStream.range(0, 8_000).mapToObj(i -> "user-" + i).toList();
    return new Delivery(
        1,
        "long",
        Instant.EPOCH,
        null,
        new byte[0],
        new Interpretation.Understood(
            new Notice.Unsubscribed(
                new Notice.NoticeHeader(1, "@TOA#a", Origin.UNKNOWN, Instant.EPOCH), subscribers)));
  }

  private static final class FakeWriter implements GroupWriter {
    private final List<List<String>> written = new ArrayList<>();
    private String poison = "";
    private boolean reachable = true;
    private Runnable whileWriting = () -> {};
    private boolean locked;
    private int attempts;

    @Override
    public List<Receipt> write(List<Delivery> group) {
      attempts++;
      whileWriting.run();
      List<String> names = group.stream().map(Delivery::command).toList();
      if (locked) {
        throw new GroupFailedException("locked", true);
      }
      if (!reachable || names.contains(poison)) {
        throw new IllegalStateException("refused");
      }
      written.add(names);
      return group.stream().<Receipt>map(delivery -> new Recorded(1)).toList();
    }

    @Override
    public boolean isReachable() {
      return reachable;
    }
  }
}
