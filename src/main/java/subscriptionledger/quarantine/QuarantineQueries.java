package subscriptionledger.quarantine;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import subscriptionledger.store.DeliveryRow;
import subscriptionledger.store.QuarantineRow;
import subscriptionledger.store.QuarantineRow.Decision;
import subscriptionledger.store.TransactionEntityManager;

/** The deliveries that were not understood. Every method requires a transaction. */
@ApplicationScoped
public class QuarantineQueries {
  private static final String PAIRS =
      "SELECT d, q FROM DeliveryRow d, QuarantineRow q"
          + " WHERE q.app = :app AND d.app = q.app AND d.number = q.number";

  @Inject private TransactionEntityManager transaction;

  /**
   * A delivery in quarantine, and the reason.
   *
   * @param number the number of the delivery in its app
   */
  @SuppressWarnings("ArrayRecordComponent") // Passed on, and never compared.
  public record QuarantinedDelivery(
      long app,
      long number,
      @Nullable String command,
      Instant receivedAt,
      @Nullable String query,
      byte[] body,
      String reason,
      Optional<Decision> decision) {}

  /**
   * Returns the deliveries of an app in quarantine after a number, in order.
   *
   * @param decided true for decided deliveries, false for those that await a decision
   */
  public List<QuarantinedDelivery> deliveries(long app, long after, int limit, boolean decided) {
    return entityManager()
        .createQuery(
            PAIRS
                + " AND q.number > :after AND q.decision IS "
                + (decided ? "NOT NULL" : "NULL")
                + " ORDER BY q.app, q.number",
            Object[].class)
        .setParameter("app", app)
        .setParameter("after", after)
        .setMaxResults(limit)
        .getResultStream()
        .map(QuarantineQueries::quarantined)
        .toList();
  }

  public Optional<QuarantinedDelivery> delivery(long app, long number) {
    return entityManager()
        .createQuery(PAIRS + " AND q.number = :number", Object[].class)
        .setParameter("app", app)
        .setParameter("number", number)
        .getResultStream()
        .map(QuarantineQueries::quarantined)
        .findFirst();
  }

  /** Returns the number of an app's deliveries that await a decision. */
  public long size(long app) {
    return entityManager()
        .createQuery(
            "SELECT COUNT(q) FROM QuarantineRow q WHERE q.app = :app AND q.decision IS NULL",
            Long.class)
        .setParameter("app", app)
        .getSingleResult();
  }

  /**
   * Records a decision, unless there is one.
   *
   * @return true if this decision was recorded
   */
  public boolean decide(long app, long number, Decision decision) {
    return QuarantineRow.decide(entityManager(), app, number, decision);
  }

  private static QuarantinedDelivery quarantined(Object[] pair) {
    DeliveryRow delivery = (DeliveryRow) pair[0];
    QuarantineRow quarantine = (QuarantineRow) pair[1];
    return new QuarantinedDelivery(
        delivery.app(),
        delivery.number(),
        delivery.command(),
        delivery.receivedAt(),
        delivery.query(),
        delivery.body(),
        quarantine.reason(),
        quarantine.decision());
  }

  private EntityManager entityManager() {
    return transaction.entityManager();
  }
}
