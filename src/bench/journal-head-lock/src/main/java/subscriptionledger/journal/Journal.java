package subscriptionledger.journal;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import subscriptionledger.journal.JournalStatus.Intake;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.store.Durability;

/**
 * Stands in for the product's journal: the same transaction, with the same lock on the head and the
 * same guarantees, but one for each delivery, on the caller's thread.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Journal {
  @EJB private GroupTransaction transaction;
  @Inject private Durability durability;

  public CompletionStage<Receipt> append(Delivery delivery, String request) {
    return CompletableFuture.completedFuture(
        durability.write(() -> transaction.record(List.of(delivery))).get(0));
  }

  /** Nothing waits here. */
  public void drain() {}

  public void pause() {
    throw new UnsupportedOperationException();
  }

  public void resume() {
    throw new UnsupportedOperationException();
  }

  public JournalStatus status() {
    return new JournalStatus(0, 1, Duration.ZERO, null, null, 0, Intake.OPEN);
  }
}
