package subscriptionledger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.journal.FakeWriter.RECORDED;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import subscriptionledger.journal.GroupCommit.Limits;
import subscriptionledger.journal.Receipt.Reason;
import subscriptionledger.journal.Receipt.Refused;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Interpretation;
import subscriptionledger.ledger.Notice;
import subscriptionledger.ledger.Origin;

/** P8: the time that a receipt may take, and what comes when the writer is slower. */
@SuppressWarnings("FutureReturnValueIgnored") // Of some deliveries only the writing is of interest.
class GroupCommitDeadlineTest {
  /** What the journal has set to work, run by the test when it likes. */
  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();

  /** What clocks that have rung ask for, run by the test when it likes. */
  private final BlockingQueue<Runnable> ringing = new LinkedBlockingQueue<>();

  private final AtomicLong now = new AtomicLong(1);
  private final FakeWriter writer = new FakeWriter();

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

    assertThat(meanwhile.get(0)).isCompletedWithValue(RECORDED);
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

    assertThat(receiptsOfABurst(groupCommit)).hasSize(32).containsOnly(RECORDED);
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

    assertThat(receiptsOfABurst(groupCommit)).hasSize(32).containsOnly(RECORDED);
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

  private static Delivery delivery(String name) {
    return new Delivery(
        1, Instant.EPOCH, null, new byte[0], Interpretation.notUnderstood(name, "None."));
  }

  /** As many as a body of 256 KiB holds. */
  private static Delivery longList() {
    List<String> subscribers = IntStream.range(0, 8_000).mapToObj(i -> "user-" + i).toList();
    return new Delivery(
        1,
        Instant.EPOCH,
        null,
        new byte[0],
        Interpretation.understood(
            "long",
            new Notice.Unsubscribed(
                new Notice.NoticeHeader(1, "@TOA#a", Origin.UNKNOWN, Instant.EPOCH), subscribers)));
  }
}
