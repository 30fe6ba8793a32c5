package subscriptionledger.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import subscriptionledger.ledger.Outcome;

/**
 * Removes raw deliveries that are old enough, some at a time, in the order of their numbers. The
 * entries that they brought stay, and so does what is in quarantine, until somebody has decided on
 * it.
 */
public final class Purge {
  /** They are rare. */
  private static final int DECIDED_AT_A_TIME = 100;

  private final EntityManager entityManager;

  Purge(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /**
   * Removes some deliveries of an app.
   *
   * @param before when they came, or earlier
   * @param atMost how many are looked at
   * @return how many were looked at; none when the next is not old enough
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
      // Another node was faster.
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
   * When the oldest delivery of an app came that has not been looked at; empty if there is none.
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

  /** Removes deliveries on which somebody decided so long ago, with the decision. */
  public void purgeDecided(long app, Instant before) {
    entityManager
        .createQuery(
            "SELECT q.number FROM QuarantineRow q WHERE q.app = :app AND q.decidedAt < :before",
            Long.class)
        .setParameter("app", app)
        .setParameter("before", before.toEpochMilli())
        .setMaxResults(DECIDED_AT_A_TIME)
        .getResultList()
        .forEach(
            number -> {
              remove(DeliveryRow.class, app, number);
              remove(QuarantineRow.class, app, number);
            });
  }

  private <T> void remove(Class<T> type, long app, long number) {
    T row = entityManager.find(type, new DeliveryRow.Key(app, number));
    if (row != null) {
      entityManager.remove(row);
    }
  }

  /** The last of these numbers before the first that is not old enough. */
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
