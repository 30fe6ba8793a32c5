package subscriptionledger.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import subscriptionledger.journal.Receipt.Reason;
import subscriptionledger.journal.Receipt.Refused;
import subscriptionledger.store.DatabaseFailure;
import subscriptionledger.store.TransactionFailedException;

/**
 * Writes groups, and halves a group that fails until the delivery that causes the failure is alone.
 * Only that delivery is refused, unless the database does not respond at all.
 */
final class GroupHalver {
  private static final Logger LOG = System.getLogger(GroupHalver.class.getName());

  private final GroupWriter writer;

  /** The number of deliveries that the database has refused since it last accepted one. */
  private final AtomicInteger refusedInARow = new AtomicInteger();

  GroupHalver(GroupWriter writer) {
    this.writer = writer;
  }

  int refusedInARow() {
    return refusedInARow.get();
  }

  /** Writes the deliveries of a group, and returns the answers to their callers. */
  List<Runnable> write(List<PendingDelivery> group) {
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
    String why = DatabaseFailure.describe(failure);
    String size = Integer.toString(group.size());
    if (!writer.isReachable()) {
      LOG.log(
          Level.ERROR, "The database does not respond; deliveries refused: {0}: {1}", size, why);
      return failed(group);
    }
    if (failure instanceof TransactionFailedException failed && failed.isForALock()) {
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

  /** Returns the answers that refuse a group. */
  static List<Runnable> refused(List<PendingDelivery> group, Reason reason) {
    return group.stream()
        .<Runnable>map(pending -> () -> pending.answer(new Refused(reason)))
        .toList();
  }
}
