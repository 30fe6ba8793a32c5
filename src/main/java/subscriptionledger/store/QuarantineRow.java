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
 * A delivery that was not or only partly understood, and the reason. Such deliveries are rare and
 * have a table of their own, so that the many others need no index and no query for this.
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
  private @Nullable DecisionType decision;

  @Column(name = "decided_by")
  private @Nullable String decidedBy;

  @Column(name = "decided_at")
  private @Nullable Long decidedAt;

  /** The possible decisions on a delivery in quarantine. */
  public enum DecisionType {
    /** The delivery was read again and understood. */
    REPLAYED,
    /** The delivery is left as it is and needs no more attention. */
    DISCARDED
  }

  /** A decision, with its author and time. */
  public record Decision(DecisionType type, String by, Instant at) {}

  protected QuarantineRow() {}

  /** Puts a delivery into quarantine. */
  public QuarantineRow(long app, long number, String reason) {
    this.app = app;
    this.number = number;
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }

  /** Returns the decision; empty if there is none yet. */
  public Optional<Decision> decision() {
    return decision == null || decidedBy == null || decidedAt == null
        ? Optional.empty()
        : Optional.of(new Decision(decision, decidedBy, Instant.ofEpochMilli(decidedAt)));
  }

  /**
   * Records a decision, unless there is one. If another transaction decides at the same moment,
   * this method waits for its end and then respects its decision.
   *
   * @return true if this decision was recorded
   */
  public static boolean decide(EntityManager entityManager, long app, long number, Decision made) {
    return entityManager
            .createQuery(
                "UPDATE QuarantineRow q SET q.decision = :decision, q.decidedBy = :by,"
                    + " q.decidedAt = :at"
                    + " WHERE q.app = :app AND q.number = :number AND q.decision IS NULL")
            .setParameter("decision", made.type())
            .setParameter("by", made.by())
            .setParameter("at", made.at().toEpochMilli())
            .setParameter("app", app)
            .setParameter("number", number)
            .executeUpdate()
        > 0;
  }
}
