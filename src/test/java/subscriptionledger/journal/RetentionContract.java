package subscriptionledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Interpretation;
import subscriptionledger.ledger.Notice;
import subscriptionledger.retention.Purge;
import subscriptionledger.store.QuarantineRow;

/** Deliveries that are old: removed, while their entries stay. */
interface RetentionContract extends LedgerFixture {
  @Test
  default void p5KeepsEntriesWhenTheirDeliveriesAreRemoved() {
    writer()
        .write(
            List.of(
                receivedAt(T0, unsubscribed(T0, "jared")),
                receivedAt(T0.plusSeconds(1), unsubscribed(T0, "jared")),
                notUnderstood(T0.plusSeconds(2)),
                receivedAt(T0.plusSeconds(3), unsubscribed(T0, "leckie")),
                receivedAt(T0.plusSeconds(4), unsubscribed(T0, "penn"))));

    assertThat(oldest(0)).contains(T0);
    assertThat(purge(0, T0, 100)).isZero();
    assertThat(purge(0, T0.plusSeconds(4), 3)).isEqualTo(3);
    assertThat(oldest(3)).contains(T0.plusSeconds(3));
    assertThat(purge(3, T0.plusSeconds(4), 3)).isEqualTo(4);
    assertThat(purge(4, T0.plusSeconds(4), 3)).isEqualTo(4);
    // What nobody has decided on stays, however old it is.
    assertThat(deliveries()).containsExactly(3L, 5L);
    assertThat(entries()).extracting(Entry::sequence).containsExactly(1L, 2L, 3L);
    decide(3, T0.plusSeconds(10));
    purgeDecided(T0.plusSeconds(10));
    assertThat(deliveries()).containsExactly(3L, 5L);
    purgeDecided(T0.plusSeconds(11));
    assertThat(deliveries()).containsExactly(5L);
    writer().write(List.of(receivedAt(T0.plusSeconds(5), unsubscribed(T0, "ann"))));
    assertThat(deliveries()).containsExactly(5L, 6L);
  }

  private Delivery receivedAt(Instant at, Notice notice) {
    return new Delivery(app(), at, null, new byte[] {1}, Interpretation.understood("c", notice));
  }

  private Optional<Instant> oldest(long after) {
    return database().inTransaction(entityManager -> new Purge(entityManager).oldest(app(), after));
  }

  private long purge(long after, Instant before, long atMost) {
    return database()
        .inTransaction(
            entityManager -> new Purge(entityManager).purge(app(), after, before, atMost));
  }

  private void decide(long number, Instant at) {
    database()
        .inTransaction(
            entityManager ->
                entityManager
                    .createQuery(
                        "UPDATE QuarantineRow q SET q.decision = :decision, q.decidedBy = 'me',"
                            + " q.decidedAt = :at WHERE q.app = :app AND q.number = :number")
                    .setParameter("decision", QuarantineRow.DecisionType.DISCARDED)
                    .setParameter("at", at.toEpochMilli())
                    .setParameter("app", app())
                    .setParameter("number", number)
                    .executeUpdate());
  }
}
