package subscriptionledger.journal;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.store.Durability;

/** Makes groups durable: a transaction for each, whose data is on disk when it is counted. */
@ApplicationScoped
public class DurableWriter implements GroupWriter {
  @EJB private GroupTransaction transaction;
  @Inject private Durability durability;
  @Inject private JournalMetrics metrics;
  @Inject private Clock clock;

  private volatile @Nullable Instant lastCommit;
  private volatile @Nullable Instant lastFailure;

  @Override
  public List<Receipt> write(List<Delivery> group) {
    long began = System.nanoTime();
    List<Receipt> receipts = recorded(group);
    metrics.committed(receipts, Duration.ofNanos(System.nanoTime() - began));
    return receipts;
  }

  private List<Receipt> recorded(List<Delivery> group) {
    try {
      List<Receipt> receipts = durability.write(() -> transaction.record(group));
      lastCommit = clock.instant();
      return receipts;
    } catch (RuntimeException e) {
      lastFailure = clock.instant();
      throw e;
    }
  }

  @Override
  public boolean isReachable() {
    return durability.isReachable();
  }

  /** Returns the time of the last commit; null before the first. */
  public @Nullable Instant lastCommit() {
    return lastCommit;
  }

  /** Returns the time at which the database last refused a group; null if it never has. */
  public @Nullable Instant lastFailure() {
    return lastFailure;
  }
}
