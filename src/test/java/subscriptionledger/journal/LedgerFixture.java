package subscriptionledger.journal;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Interpretation;
import subscriptionledger.ledger.Notice;
import subscriptionledger.ledger.Origin;
import subscriptionledger.retention.Purge;
import subscriptionledger.store.EntryRow;
import subscriptionledger.store.LocalDatabase;

/** A ledger on some database, for the contracts of all databases. */
interface LedgerFixture {
  Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  LocalDatabase database();

  /** The app of this test. */
  long app();

  /** Begins the ledger of another app, which is this test's from then on. */
  void beginLedger();

  default GroupWriter writer() {
    return new LocalWriter(database());
  }

  default Delivery notUnderstood(Instant at) {
    return new Delivery(
        app(), at, null, new byte[] {1}, Interpretation.notUnderstood(null, "Why."));
  }

  /** No database takes a command of that length. */
  default Delivery poison() {
    return new Delivery(
        app(), T0, null, new byte[0], Interpretation.notUnderstood("x".repeat(1_000), "Poison."));
  }

  default Delivery delivery(Notice notice) {
    return delivery(app(), notice);
  }

  static Delivery delivery(long app, Notice notice) {
    return new Delivery(
        app,
        T0,
        null,
        new byte[] {'{', '}'},
        Interpretation.understood("OfficialAccount.CallbackAfterDeleteSubscriber", notice));
  }

  /** The outcome of a delivery that is kept, and how many new entries it has. */
  static String told(Receipt receipt) {
    return receipt instanceof Receipt.Kept kept
        ? kept.outcome() + " " + kept.entries().size()
        : receipt.toString();
  }

  default Notice unsubscribed(Instant at, String... subscribers) {
    return new Notice.Unsubscribed(
        new Notice.NoticeHeader(app(), "@TOA#a", Origin.UNKNOWN, at), List.of(subscribers));
  }

  default List<Entry> entries() {
    return database()
        .inTransaction(
            entityManager ->
                rows(entityManager, EntryRow.class, app()).stream()
                    .map(EntryRow::toEntry)
                    .sorted(Comparator.comparing(Entry::sequence))
                    .toList());
  }

  static <T> List<T> rows(EntityManager entityManager, Class<T> type, long app) {
    return entityManager
        .createQuery("SELECT r FROM " + type.getSimpleName() + " r WHERE r.app = :app", type)
        .setParameter("app", app)
        .getResultList();
  }

  default void purgeDecided(Instant before) {
    database().inTransaction(entityManager -> new Purge(entityManager).purgeDecided(app(), before));
  }

  default List<Long> deliveries() {
    return database()
        .inTransaction(
            entityManager ->
                entityManager
                    .createQuery(
                        "SELECT d.number FROM DeliveryRow d WHERE d.app = :app ORDER BY d.number",
                        Long.class)
                    .setParameter("app", app())
                    .getResultList());
  }
}
