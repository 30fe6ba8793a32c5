package subscriptionledger.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.Entry;

/** The ledger as readers see it. Each call needs a transaction. */
@ApplicationScoped
public class LedgerView {
  @Inject private TransactionEntityManager transaction;

  /**
   * A delivery in quarantine, and why it is there.
   *
   * @param number its number in the app
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed on, and never compared.
  public record QuarantinedDelivery(
      long app,
      long number,
      @Nullable String command,
      Instant receivedAt,
      @Nullable String query,
      byte[] body,
      String reason) {}

  /** The last sequence number of an app, 0 before its first entry; empty for an unknown app. */
  public Optional<Long> head(long app) {
    return Optional.ofNullable(entityManager().find(HeadRow.class, app)).map(HeadRow::lastSequence);
  }

  /** The entries of an app with a sequence number above that, in their order. */
  public List<Entry> entries(long app, long after, int limit) {
    return entityManager()
        .createQuery(
            "SELECT e FROM EntryRow e WHERE e.app = :app AND e.sequence > :after ORDER BY e.sequence",
            EntryRow.class)
        .setParameter("app", app)
        .setParameter("after", after)
        .setMaxResults(limit)
        .getResultStream()
        .map(EntryRow::toEntry)
        .toList();
  }

  /** The deliveries of an app in quarantine with a number above that, in their order. */
  public List<QuarantinedDelivery> quarantine(long app, long after, int limit) {
    return entityManager()
        .createQuery(
            "SELECT d, q FROM DeliveryRow d, QuarantineRow q WHERE q.app = :app AND q.number > :after"
                + " AND d.app = q.app AND d.number = q.number ORDER BY q.number",
            Object[].class)
        .setParameter("app", app)
        .setParameter("after", after)
        .setMaxResults(limit)
        .getResultStream()
        .map(pair -> quarantined((DeliveryRow) pair[0], (QuarantineRow) pair[1]))
        .toList();
  }

  private static QuarantinedDelivery quarantined(DeliveryRow delivery, QuarantineRow quarantine) {
    return new QuarantinedDelivery(
        delivery.app(),
        delivery.number(),
        delivery.command(),
        delivery.receivedAt(),
        delivery.query(),
        delivery.body(),
        quarantine.reason());
  }

  private EntityManager entityManager() {
    return transaction.entityManager();
  }
}
