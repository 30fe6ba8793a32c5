package subscriptionledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that was not understood, wholly or in part, and why. It has a table of its own because
 * it is rare: so nothing has to be indexed, or looked at, for the many deliveries that are
 * understood.
 */
@Entity
@Table(name = "quarantine")
@IdClass(DeliveryRow.Key.class)
public class QuarantineRow {
  @Id private long app;

  @Id
  @Column(name = "delivery_id")
  private long number;

  private String reason = "";

  @Enumerated(EnumType.STRING)
  private @Nullable Verdict decision;

  @Column(name = "decided_by")
  private @Nullable String decidedBy;

  @Column(name = "decided_at")
  private @Nullable Long decidedAt;

  /** What can be decided on a delivery in quarantine. */
  public enum Verdict {
    /** It was read again, and understood. */
    REPLAYED,
    /** It stays what it is, and needs no more attention. */
    DISCARDED
  }

  /** What was decided, who decided it, and when. */
  public record Decision(Verdict verdict, String by, Instant at) {}

  protected QuarantineRow() {}

  QuarantineRow(long app, long number, String reason) {
    this.app = app;
    this.number = number;
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }

  /** Empty while it waits for one. */
  public Optional<Decision> decision() {
    return decision == null || decidedBy == null || decidedAt == null
        ? Optional.empty()
        : Optional.of(new Decision(decision, decidedBy, Instant.ofEpochMilli(decidedAt)));
  }

  /**
   * Writes down a decision, unless there is one. Who comes at the same moment as another waits
   * until the other's transaction has ended, and then sees what it has decided.
   *
   * @return whether this one holds
   */
  static boolean decide(EntityManager entityManager, long app, long number, Decision made) {
    return entityManager
            .createQuery(
                "UPDATE QuarantineRow q SET q.decision = :verdict, q.decidedBy = :by,"
                    + " q.decidedAt = :at"
                    + " WHERE q.app = :app AND q.number = :number AND q.decision IS NULL")
            .setParameter("verdict", made.verdict())
            .setParameter("by", made.by())
            .setParameter("at", made.at().toEpochMilli())
            .setParameter("app", app)
            .setParameter("number", number)
            .executeUpdate()
        > 0;
  }
}
