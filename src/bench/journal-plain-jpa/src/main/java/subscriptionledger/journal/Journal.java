package subscriptionledger.journal;

import jakarta.annotation.PostConstruct;
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
import subscriptionledger.bench.plainjpa.CallbackTransaction;
import subscriptionledger.bench.plainjpa.PlainJpaDatabase;
import subscriptionledger.journal.JournalStatus.Intake;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Outcome;
import subscriptionledger.store.Durability;

/**
 * Stands in for the product's journal: one transaction for each delivery, on the caller's thread,
 * written with JPA as it usually is. A transaction that loses a race, or finds an event recorded
 * already, is tried again.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Journal {
  private static final int TRIES = 3;

  @EJB private CallbackTransaction transaction;
  @Inject private PlainJpaDatabase database;
  @Inject private Durability durability;

  @PostConstruct
  void start() {
    database.ready();
  }

  public CompletionStage<Receipt> append(Delivery delivery, String request) {
    int entries = record(delivery, 1);
    durability.force();
    return CompletableFuture.completedFuture(
        new Receipt.Kept(entries > 0 ? Outcome.RECORDED : Outcome.DUPLICATE, List.of()));
  }

  private int record(Delivery delivery, int attempt) {
    try {
      return attempt == 1 ? transaction.record(delivery) : transaction.recordWhatIsNew(delivery);
    } catch (RuntimeException e) {
      if (attempt == TRIES) {
        throw e;
      }
      return record(delivery, attempt + 1);
    }
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
