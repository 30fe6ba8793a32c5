package subscriptionledger.journal;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import subscriptionledger.journal.JournalStatus.Intake;
import subscriptionledger.journal.Receipt.Reason;
import subscriptionledger.journal.Receipt.Refused;
import subscriptionledger.ledger.Delivery;

/**
 * Group commit: deliveries enter a queue, and a single writer takes the deliveries that have
 * accumulated while it was committing the previous group.
 *
 * <p>A delivery that was refused because its receipt was late is recorded nevertheless, because the
 * provider will not send it again.
 */
final class GroupCommit {
  private final GroupHalver groups;
  private final GroupLoop loop;
  private final Executor ringing;
  private final Limits limits;
  private final BlockingQueue<PendingDelivery> queue;

  private volatile boolean stopping;
  private volatile boolean paused;

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
    this.groups = new GroupHalver(writer);
    this.ringing = ringing;
    this.limits = limits;
    this.queue = new ArrayBlockingQueue<>(limits.queued());
    this.loop = new GroupLoop(queue, limits, groups, executor, nanoTime);
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
    PendingDelivery pending = new PendingDelivery(delivery, request);
    if (!queue.offer(pending)) {
      return refused(Reason.FULL);
    }
    pending.startTimer(limits.receipt(), ringing);
    loop.wake();
    return pending.receipt();
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
    while (!loop.isIdle()) {
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
    return groups.refusedInARow();
  }

  /** Returns the number of waiting deliveries. */
  int queued() {
    return queue.size();
  }

  /** Returns the duration of the current group so far; zero if there is none. */
  Duration underWay() {
    return loop.underWay();
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
}
