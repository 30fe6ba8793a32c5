package subscriptionledger.journal;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import subscriptionledger.journal.JournalStatus.Intake;
import subscriptionledger.journal.Receipt.Reason;
import subscriptionledger.journal.Receipt.Refused;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.store.DatabaseFailure;

/**
 * Group commit: deliveries enter a queue, and a single writer takes the deliveries that have
 * accumulated while it was committing the previous group.
 *
 * <p>No thread waits for work. A delivery that arrives at an idle journal starts a writer, which
 * writes until the queue is empty and then ends. A group that fails is halved until the delivery
 * that causes the failure is alone. Only that delivery is refused, unless the database does not
 * respond at all.
 *
 * <p>A delivery that was refused because its receipt was late is recorded nevertheless, because the
 * provider will not send it again.
 */
final class GroupCommit {
  private static final Logger LOG = System.getLogger(GroupCommit.class.getName());

  private final GroupWriter writer;
  private final Executor executor;
  private final Executor ringing;
  private final Limits limits;
  private final LongSupplier nanoTime;
  private final BlockingQueue<PendingDelivery> queue;
  private final AtomicBoolean writing = new AtomicBoolean();

  private volatile boolean stopping;
  private volatile boolean paused;

  /** The time by {@link #nanoTime} at which the current group was started; 0 if there is none. */
  private volatile long groupBegan;

  /** The number of deliveries that the database has refused since it last accepted one. */
  private final AtomicInteger refusedInARow = new AtomicInteger();

  /**
   * The limits of the journal.
   *
   * @param queued the maximum number of waiting deliveries; further ones are refused
   * @param groupDeliveries the maximum number of deliveries in one transaction
   * @param groupEvents the number of events after which a group is closed; the last delivery may
   *     exceed it
   * @param receipt the maximum time until a caller has its receipt
   */
  record Limits(int queued, int groupDeliveries, int groupEvents, Duration receipt) {}

  /** A delivery that waits for its receipt, with the timer of the receipt. */
  private record PendingDelivery(
      Delivery delivery,
      String request,
      CompletableFuture<Receipt> receipt,
      CompletableFuture<Void> clock) {

    void answer(Receipt answer) {
      receipt.complete(answer);
      clock.cancel(false);
    }
  }

  GroupCommit(GroupWriter writer, Executor executor, Limits limits) {
    this(writer, executor, executor, limits, System::nanoTime);
  }

  /**
   * Creates a group commit that runs on the threads of a server.
   *
   * @param ringing receives the work of an expired timer from the timer thread, which the whole
   *     Java VM shares
   * @param nanoTime the clock that measures groups
   */
  GroupCommit(
      GroupWriter writer,
      Executor executor,
      Executor ringing,
      Limits limits,
      LongSupplier nanoTime) {
    this.writer = writer;
    this.executor = executor;
    this.ringing = ringing;
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.queue = new ArrayBlockingQueue<>(limits.queued());
  }

  /**
   * Accepts a delivery. The receipt arrives within the limit in every case, on a thread of the
   * executor.
   *
   * @param request the id of the request in the log
   */
  CompletableFuture<Receipt> append(Delivery delivery, String request) {
    if (stopping) {
      return refused(Reason.STOPPING);
    }
    if (paused) {
      return refused(Reason.PAUSED);
    }
    if (isHanging()) {
      return refused(Reason.LATE);
    }
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    CompletableFuture<Void> clock = new CompletableFuture<>();
    if (!queue.offer(new PendingDelivery(delivery, request, receipt, clock))) {
      return refused(Reason.FULL);
    }
    startClock(clock, () -> receipt.complete(new Refused(Reason.LATE)));
    setWriterToWork();
    return receipt;
  }

  /**
   * Starts the timer of a receipt. A timer that is cancelled, or for which there is no thread,
   * expires at once: either the receipt is there, or there is no hope of one.
   */
  private void startClock(CompletableFuture<Void> clock, Runnable ring) {
    CompletableFuture<Void> unused =
        clock
            .completeOnTimeout(null, limits.receipt().toNanos(), NANOSECONDS)
            .thenRunAsync(ring, ringing)
            .exceptionally(
                cancelledOrRejected -> {
                  ring.run();
                  return null;
                });
  }

  /**
   * Refuses further deliveries and waits until the accepted ones are written, but no longer than
   * the time limit.
   *
   * @return true if all of them are written
   */
  boolean stop(Duration atMost) throws InterruptedException {
    stopping = true;
    long deadline = System.nanoTime() + atMost.toNanos();
    while (writing.get() || !queue.isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      Thread.sleep(10);
    }
    return true;
  }

  void pause(boolean paused) {
    this.paused = paused;
  }

  Intake intake() {
    if (stopping) {
      return Intake.STOPPING;
    }
    return paused ? Intake.PAUSED : Intake.OPEN;
  }

  int refusedInARow() {
    return refusedInARow.get();
  }

  /** Returns the number of waiting deliveries. */
  int queued() {
    return queue.size();
  }

  /** Returns the duration of the current group so far; zero if there is none. */
  Duration underWay() {
    long began = groupBegan;
    return began == 0 ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - began);
  }

  /**
   * Returns true if the current group has already taken longer than the time limit of a receipt.
   * New deliveries are then refused at once, so that callers do not wait and fill the queue while
   * the database hangs. The durations of earlier groups are ignored because they say nothing about
   * the next one. Other callers wait for their receipts, each with its own timer.
   */
  private boolean isHanging() {
    return underWay().compareTo(limits.receipt()) > 0;
  }

  private static CompletableFuture<Receipt> refused(Reason reason) {
    return CompletableFuture.completedFuture(new Refused(reason));
  }

  private void setWriterToWork() {
    if (writing.compareAndSet(false, true)) {
      try {
        executor.execute(this::writeWhatIsQueued);
      } catch (RejectedExecutionException e) {
        LOG.log(Level.ERROR, "The server provided no thread to write the ledger", e);
        writing.set(false);
        refused(nextGroup(), Reason.FAILED).forEach(Runnable::run);
      }
    }
  }

  /**
   * Writes groups until the queue is empty. While the writer writes the next group, another thread
   * answers the callers of the previous one. After the last group the writer answers them itself,
   * but only after it has given up its role, because an answer may take any amount of time.
   */
  private void writeWhatIsQueued() {
    List<Runnable> answers;
    try {
      answers = writeTimed(nextGroup());
      while (!queue.isEmpty()) {
        answerElsewhere(answers);
        answers = writeTimed(nextGroup());
      }
    } finally {
      writing.set(false);
      if (!queue.isEmpty()) {
        setWriterToWork();
      }
    }
    answers.forEach(Runnable::run);
  }

  private void answerElsewhere(List<Runnable> answers) {
    try {
      executor.execute(() -> answers.forEach(Runnable::run));
    } catch (RejectedExecutionException e) {
      answers.forEach(Runnable::run);
    }
  }

  private List<PendingDelivery> nextGroup() {
    List<PendingDelivery> group = new ArrayList<>();
    int events = 0;
    while (group.size() < limits.groupDeliveries() && events < limits.groupEvents()) {
      PendingDelivery next = queue.poll();
      if (next == null) {
        break;
      }
      group.add(next);
      events += next.delivery().events().size();
    }
    return group;
  }

  private List<Runnable> writeTimed(List<PendingDelivery> group) {
    long began = nanoTime.getAsLong();
    groupBegan = began == 0 ? 1 : began;
    try {
      return write(group);
    } finally {
      groupBegan = 0;
    }
  }

  /** Writes the deliveries of a group, and returns the answers to their callers. */
  private List<Runnable> write(List<PendingDelivery> group) {
    List<Receipt> receipts;
    try {
      receipts = writer.write(group.stream().map(PendingDelivery::delivery).toList());
    } catch (RuntimeException e) {
      return writeAfterFailure(group, e);
    }
    refusedInARow.set(0);
    List<Runnable> answers = new ArrayList<>(group.size());
    for (int i = 0; i < group.size(); i++) {
      PendingDelivery pending = group.get(i);
      Receipt receipt = receipts.get(i);
      answers.add(() -> pending.answer(receipt));
    }
    return answers;
  }

  private List<Runnable> writeAfterFailure(List<PendingDelivery> group, RuntimeException failure) {
    // The exception describes itself and carries no cause that could be described.
    String why =
        failure instanceof GroupFailedException
            ? String.valueOf(failure.getMessage())
            : DatabaseFailure.describe(failure);
    String size = Integer.toString(group.size());
    if (!writer.isReachable()) {
      LOG.log(
          Level.ERROR, "The database does not respond; deliveries refused: {0}: {1}", size, why);
      return failed(group);
    }
    if (failure instanceof GroupFailedException failed && failed.isOfAnyGroup()) {
      LOG.log(
          Level.ERROR, "Another transaction holds a lock; deliveries refused: {0}: {1}", size, why);
      return failed(group);
    }
    if (group.size() == 1) {
      LOG.log(
          Level.ERROR,
          "The database rejected the delivery of request={0}, which is refused: {1}",
          group.get(0).request(),
          why);
      return failed(group);
    }
    LOG.log(Level.WARNING, "A group of {0} deliveries failed; retrying its halves: {1}", size, why);
    int half = group.size() / 2;
    List<Runnable> answers = new ArrayList<>(write(group.subList(0, half)));
    answers.addAll(write(group.subList(half, group.size())));
    return answers;
  }

  private List<Runnable> failed(List<PendingDelivery> group) {
    refusedInARow.addAndGet(group.size());
    return refused(group, Reason.FAILED);
  }

  private static List<Runnable> refused(List<PendingDelivery> group, Reason reason) {
    return group.stream()
        .<Runnable>map(pending -> () -> pending.answer(new Refused(reason)))
        .toList();
  }
}
