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
 * Group commit: deliveries queue up, and one writer at a time takes whatever has queued up while it
 * was committing the group before.
 *
 * <p>There is no thread that waits for work. Whoever appends to an idle journal sets a writer to
 * work; it writes until the queue is empty, and goes. A group that fails is halved until the
 * delivery that makes it fail stands alone; only that one is refused, unless the database does not
 * answer at all.
 *
 * <p>A delivery whose caller was refused because the receipt came too late is recorded all the
 * same: the provider will not send it again.
 */
final class GroupCommit {
  private static final Logger LOG = System.getLogger(GroupCommit.class.getName());

  private final GroupWriter writer;
  private final Executor executor;
  private final Executor ringing;
  private final Limits limits;
  private final LongSupplier nanoTime;
  private final BlockingQueue<Pending> queue;
  private final AtomicBoolean writing = new AtomicBoolean();

  private volatile boolean stopping;
  private volatile boolean paused;

  /** When the group under way was begun, in {@link #nanoTime}; 0 when there is none. */
  private volatile long groupBegan;

  /** How many deliveries the database has not taken since it last took one. */
  private final AtomicInteger refusedInARow = new AtomicInteger();

  /**
   * What keeps the journal within bounds.
   *
   * @param queued how many deliveries may wait
   * @param groupDeliveries how many deliveries one transaction takes at most
   * @param groupEvents after how many events a group is closed, though it may have one delivery
   *     more
   * @param receipt how long a caller waits for its receipt
   */
  record Limits(int queued, int groupDeliveries, int groupEvents, Duration receipt) {}

  /** A delivery that waits for its receipt, and the clock that runs meanwhile. */
  private record Pending(
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
   * A journal within a server.
   *
   * @param ringing takes what is to be done when a clock rings, from the thread that keeps the time
   *     for the whole Java machine
   * @param nanoTime tells how long a group has taken
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
   * Hands in a delivery. The receipt comes within the limit, whatever happens, on a thread of the
   * executor's.
   *
   * @param request what the log calls the request that brought it
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
    if (!queue.offer(new Pending(delivery, request, receipt, clock))) {
      return refused(Reason.FULL);
    }
    startClock(clock, () -> receipt.complete(new Refused(Reason.LATE)));
    setWriterToWork();
    return receipt;
  }

  /**
   * A clock that is cancelled, or finds no thread, rings at once: then there is an answer, or no
   * hope.
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
   * Takes no more deliveries, and waits until those taken are written, but no longer than that.
   *
   * @return whether all of them are
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

  /** How many deliveries wait. */
  int queued() {
    return queue.size();
  }

  /** How long the group under way has taken so far; zero when there is none. */
  Duration underWay() {
    long began = groupBegan;
    return began == 0 ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - began);
  }

  /**
   * Whoever comes while a group takes longer than a receipt may is refused at once, so that callers
   * do not wait and fill the queue while the database hangs. Nothing is concluded from groups that
   * are over: how long they took says nothing of the next one. Others wait for their receipt, each
   * with a clock of its own.
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
   * The writer goes on with the next group while somebody else answers the callers of the last one.
   * If there is no next group, it has the time to do that itself, after it has made way for another
   * writer: an answer may take as long as it likes.
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

  private List<Pending> nextGroup() {
    List<Pending> group = new ArrayList<>();
    int events = 0;
    while (group.size() < limits.groupDeliveries() && events < limits.groupEvents()) {
      Pending next = queue.poll();
      if (next == null) {
        break;
      }
      group.add(next);
      events += next.delivery().events().size();
    }
    return group;
  }

  private List<Runnable> writeTimed(List<Pending> group) {
    long began = nanoTime.getAsLong();
    groupBegan = began == 0 ? 1 : began;
    try {
      return write(group);
    } finally {
      groupBegan = 0;
    }
  }

  /** Writes the deliveries of a group, and returns how each caller is to be answered. */
  private List<Runnable> write(List<Pending> group) {
    List<Receipt> receipts;
    try {
      receipts = writer.write(group.stream().map(Pending::delivery).toList());
    } catch (RuntimeException e) {
      return writeAfterFailure(group, e);
    }
    refusedInARow.set(0);
    List<Runnable> answers = new ArrayList<>(group.size());
    for (int i = 0; i < group.size(); i++) {
      Pending pending = group.get(i);
      Receipt receipt = receipts.get(i);
      answers.add(() -> pending.answer(receipt));
    }
    return answers;
  }

  private List<Runnable> writeAfterFailure(List<Pending> group, RuntimeException failure) {
    // It describes what it stands for, and has no cause that could be described.
    String why =
        failure instanceof GroupFailedException
            ? String.valueOf(failure.getMessage())
            : DatabaseFailure.describe(failure);
    String size = Integer.toString(group.size());
    if (!writer.isReachable()) {
      LOG.log(Level.ERROR, "The database does not answer, {0} refused: {1}", size, why);
      return failed(group);
    }
    if (failure instanceof GroupFailedException failed && failed.isOfAnyGroup()) {
      LOG.log(Level.ERROR, "A lock is held by somebody else, {0} refused: {1}", size, why);
      return failed(group);
    }
    if (group.size() == 1) {
      LOG.log(
          Level.ERROR,
          "The database does not take the delivery of request={0}, which is refused: {1}",
          group.get(0).request(),
          why);
      return failed(group);
    }
    LOG.log(Level.WARNING, "A group of {0} failed, trying its halves: {1}", size, why);
    int half = group.size() / 2;
    List<Runnable> answers = new ArrayList<>(write(group.subList(0, half)));
    answers.addAll(write(group.subList(half, group.size())));
    return answers;
  }

  private List<Runnable> failed(List<Pending> group) {
    refusedInARow.addAndGet(group.size());
    return refused(group, Reason.FAILED);
  }

  private static List<Runnable> refused(List<Pending> group, Reason reason) {
    return group.stream()
        .<Runnable>map(pending -> () -> pending.answer(new Refused(reason)))
        .toList();
  }
}
