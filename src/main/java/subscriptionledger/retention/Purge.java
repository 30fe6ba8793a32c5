package subscriptionledger.retention;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import subscriptionledger.ledger.Outcome;
import subscriptionledger.store.DeliveryRow;
import subscriptionledger.store.HeadRow;
import subscriptionledger.store.QuarantineRow;

/**
 * Removes raw deliveries that are old enough, in small numbers and in order. Their entries stay. A
 * delivery in quarantine stays until it has been decided.
 */
public final class Purge {
  /**
   * The maximum number of decided deliveries that one transaction removes; further ones are left to
   * the next. They are rare.
   */
  private static final int DECIDED_AT_A_TIME = 100;

  private final EntityManager entityManager;

  public Purge(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /**
   * Removes some deliveries of an app.
   *
   * @param after the number up to which deliveries have been examined
   * @param before the time before which deliveries are old enough
   * @param atMost the maximum number of deliveries to examine
   * @return the number up to which deliveries have been examined now
   */
  public long purge(long app, long after, Instant before, long atMost) {
    HeadRow head = entityManager.find(HeadRow.class, app);
    long last = head == null ? 0 : head.toHead().lastDelivery();
    if (last <= after) {
      return after;
    }
    long upTo = lastOld(app, after, Math.min(last, after + atMost), before);
    entityManager
        .createQuery(
            "DELETE FROM DeliveryRow d WHERE d.app = :app AND d.number > :after"
                + " AND d.number <= :upTo AND d.outcome <> :quarantined")
        .setParameter("app", app)
        .setParameter("after", after)
        .setParameter("upTo", upTo)
        .setParameter("quarantined", Outcome.QUARANTINED)
        .executeUpdate();
    return upTo;
  }

  /** Returns the time of an app's oldest delivery after a number; empty if there is none. */
  public Optional<Instant> oldest(long app, long after) {
    return entityManager
        .createQuery(
            "SELECT d.receivedAt FROM DeliveryRow d WHERE d.app = :app AND d.number > :after"
                + " ORDER BY d.app, d.number",
            Long.class)
        .setParameter("app", app)
        .setParameter("after", after)
        .setMaxResults(1)
        .getResultStream()
        .findFirst()
        .map(Instant::ofEpochMilli);
  }

  /**
   * Removes deliveries, with their decisions, that were decided before an instant.
   *
   * @return the number of deliveries removed
   */
  public int purgeDecided(long app, Instant before) {
    List<Long> decided =
        entityManager
            .createQuery(
                "SELECT q.number FROM QuarantineRow q WHERE q.app = :app AND q.decidedAt < :before",
                Long.class)
            .setParameter("app", app)
            .setParameter("before", before.toEpochMilli())
            .setMaxResults(DECIDED_AT_A_TIME)
            .getResultList();
    decided.forEach(
        number -> {
          remove(DeliveryRow.class, app, number);
          remove(QuarantineRow.class, app, number);
        });
    return decided.size();
  }

  private <T> void remove(Class<T> type, long app, long number) {
    T row = entityManager.find(type, new DeliveryRow.Key(app, number));
    if (row != null) {
      entityManager.remove(row);
    }
  }

  /** Returns the last of these numbers before the first delivery that is not old enough. */
  private long lastOld(long app, long after, long upTo, Instant before) {
    Long firstYoung =
        entityManager
            .createQuery(
                "SELECT MIN(d.number) FROM DeliveryRow d WHERE d.app = :app AND d.number > :after"
                    + " AND d.number <= :upTo AND d.receivedAt >= :before",
                Long.class)
            .setParameter("app", app)
            .setParameter("after", after)
            .setParameter("upTo", upTo)
            .setParameter("before", before.toEpochMilli())
            .getSingleResult();
    return firstYoung == null ? upTo : firstYoung - 1;
  }
}
