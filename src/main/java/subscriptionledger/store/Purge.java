package subscriptionledger.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import subscriptionledger.ledger.Outcome;

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

  Purge(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /**
   * Removes some deliveries of an app.
   *
   * @param before the latest time of deliveries to remove
   * @param atMost the maximum number of deliveries to examine
   * @return the number of deliveries examined; 0 if the next one is not old enough
   */
  public long purge(long app, Instant before, long atMost) {
    HeadRow head = entityManager.find(HeadRow.class, app);
    long after = purgedUpTo(app);
    long upTo =
        head == null
            ? after
            : lastOld(app, after, Math.min(head.lastDelivery(), after + atMost), before);
    if (upTo <= after) {
      return 0;
    }
    PurgeHeadRow purged = lockedHead(app);
    if (purged.lastDelivery() != after) {
      // Another node has done the work.
      return 0;
    }
    entityManager
        .createQuery(
            "DELETE FROM DeliveryRow d WHERE d.app = :app AND d.number > :after"
                + " AND d.number <= :upTo AND d.outcome <> :quarantined")
        .setParameter("app", app)
        .setParameter("after", after)
        .setParameter("upTo", upTo)
        .setParameter("quarantined", Outcome.QUARANTINED)
        .executeUpdate();
    purged.moveTo(upTo);
    return upTo - after;
  }

  /**
   * Returns the time of an app's oldest delivery that has not been examined; empty if there is
   * none.
   */
  public Optional<Instant> oldest(long app) {
    return entityManager
        .createQuery(
            "SELECT d.receivedAt FROM DeliveryRow d WHERE d.app = :app AND d.number > :after"
                + " ORDER BY d.app, d.number",
            Long.class)
        .setParameter("app", app)
        .setParameter("after", purgedUpTo(app))
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

  private long purgedUpTo(long app) {
    return Optional.ofNullable(entityManager.find(PurgeHeadRow.class, app))
        .map(PurgeHeadRow::lastDelivery)
        .orElse(0L);
  }

  private PurgeHeadRow lockedHead(long app) {
    PurgeHeadRow head = entityManager.find(PurgeHeadRow.class, app, LockModeType.PESSIMISTIC_WRITE);
    if (head == null) {
      head = new PurgeHeadRow(app);
      entityManager.persist(head);
      entityManager.flush();
    }
    return head;
  }
}
