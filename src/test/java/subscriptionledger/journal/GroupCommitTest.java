package subscriptionledger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.journal.FakeWriter.RECORDED;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import subscriptionledger.journal.GroupCommit.Limits;
import subscriptionledger.journal.Receipt.Reason;
import subscriptionledger.journal.Receipt.Refused;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Interpretation;

@SuppressWarnings("FutureReturnValueIgnored") // Of some deliveries only the writing is of interest.
class GroupCommitTest {
  private static final Limits LIMITS = new Limits(10, 4, 100, Duration.ofMinutes(2));

  /** What the journal has set to work, run by the test when it likes. */
  private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();

  private final FakeWriter writer = new FakeWriter();

  @Test
  void p1GivesNoReceiptBeforeTheGroupIsWritten() {
    GroupCommit groupCommit = new GroupCommit(writer, work::add, LIMITS);

    CompletableFuture<Receipt> receipt = groupCommit.append(delivery("a"), "a");

    assertThat(receipt).isNotDone();
    work.remove().run();
    assertThat(receipt).isCompletedWithValue(RECORDED);
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
  void goesOnWithTheNextGroupBeforeTheLastOneIsAnswered() {
    GroupCommit groupCommit = new GroupCommit(writer, work::add, LIMITS);
    List<CompletableFuture<Receipt>> receipts =
        List.of("a", "b", "c", "d", "e").stream()
            .map(name -> groupCommit.append(delivery(name), name))
            .toList();

    work.remove().run();

    assertThat(receipts.get(4)).isCompletedWithValue(RECORDED);
    assertThat(receipts.get(0)).isNotDone();
    work.remove().run();
    assertThat(receipts.get(0)).isCompletedWithValue(RECORDED);
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
        .containsExactly(RECORDED, RECORDED, new Refused(Reason.FAILED), RECORDED);
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

    assertThat(receipt).isCompletedWithValue(RECORDED);
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

    assertThat(before).isCompletedWithValue(RECORDED);
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
        1, Instant.EPOCH, null, new byte[0], Interpretation.notUnderstood(name, "None."));
  }
}
