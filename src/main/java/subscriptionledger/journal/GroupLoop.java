package subscriptionledger.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import subscriptionledger.journal.Receipt.Reason;

/**
 * The loop of the single writer. No thread waits for work: a delivery that arrives at an idle
 * journal starts a writer, which writes until the queue is empty and then ends.
 */
final class GroupLoop {
  private static final Logger LOG = System.getLogger(GroupLoop.class.getName());

  private final Queue<PendingDelivery> queue;
  private final GroupCommit.Limits limits;
  private final GroupHalver groups;
  private final Executor executor;
  private final LongSupplier nanoTime;
  private final AtomicBoolean writing = new AtomicBoolean();

  /** The time by {@link #nanoTime} at which the current group was started; 0 if there is none. */
  private volatile long groupBegan;

  GroupLoop(
      Queue<PendingDelivery> queue,
      GroupCommit.Limits limits,
      GroupHalver groups,
      Executor executor,
      LongSupplier nanoTime) {
    this.queue = queue;
    this.limits = limits;
    this.groups = groups;
    this.executor = executor;
    this.nanoTime = nanoTime;
  }

  /** Returns true if nothing is being written, and nothing waits. */
  boolean isIdle() {
    return !writing.get() && queue.isEmpty();
  }

  /** Returns the duration of the current group so far; zero if there is none. */
  Duration underWay() {
    long began = groupBegan;
    return began == 0 ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - began);
  }

  /** Starts a writer, unless there is one. */
  void wake() {
    if (writing.compareAndSet(false, true)) {
      try {
        executor.execute(this::writeWhatIsQueued);
      } catch (RejectedExecutionException e) {
        LOG.log(Level.ERROR, "The server provided no thread to write the ledger", e);
        writing.set(false);
        GroupHalver.refused(nextGroup(), Reason.FAILED).forEach(Runnable::run);
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
        wake();
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
      events += next.delivery().interpretation().events().size();
    }
    return group;
  }

  private List<Runnable> writeTimed(List<PendingDelivery> group) {
    long began = nanoTime.getAsLong();
    groupBegan = began == 0 ? 1 : began;
    try {
      return groups.write(group);
    } finally {
      groupBegan = 0;
    }
  }
}
