package subscriptionledger.relay;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Query;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry that a target has refused; the entry itself is in the ledger. */
@Entity
@Table(name = "dead_letter")
@IdClass(DeadLetterRow.Key.class)
public class DeadLetterRow {
  private static final String OF_SINK = " WHERE d.app = :app AND d.sink = :sink";

  @Id private long app;
  @Id private String sink = "";
  @Id private long sequence;
  private String reason = "";

  @Column(name = "refused_at")
  private long refusedAt;

  /** The time at which an operator had it sent again; null once that has been tried. */
  @Column(name = "redriven_at")
  private @Nullable Long redrivenAt;

  protected DeadLetterRow() {}

  /** Creates the dead letter of an entry. */
  DeadLetterRow(long app, String sink, long sequence, String reason, long refusedAt) {
    this.app = app;
    this.sink = sink;
    this.sequence = sequence;
    this.reason = reason;
    this.refusedAt = refusedAt;
  }

  /**
   * Has the dead letters of a sink sent again, from one number to another.
   *
   * @return how many there are
   */
  static int redrive(EntityManager entityManager, SinkRow sink, long first, long last, long now) {
    return change(
        entityManager, "UPDATE DeadLetterRow d SET d.redrivenAt = " + now, sink, first, last);
  }

  /**
   * Removes the dead letters of a sink, from one number to another.
   *
   * @return how many there were
   */
  static int remove(EntityManager entityManager, SinkRow sink, long first, long last) {
    return change(entityManager, "DELETE FROM DeadLetterRow d", sink, first, last);
  }

  private static int change(
      EntityManager entityManager, String change, SinkRow sink, long first, long last) {
    int changed =
        of(sink, entityManager, change + OF_SINK + " AND d.sequence BETWEEN :first AND :last")
            .setParameter("first", first)
            .setParameter("last", last)
            .executeUpdate();
    choose(entityManager, sink);
    return changed;
  }

  /** Has a sink send the first one next that is to be sent again. */
  static void choose(EntityManager entityManager, SinkRow sink) {
    Object first =
        of(
                sink,
                entityManager,
                "SELECT MIN(d.sequence) FROM DeadLetterRow d"
                    + OF_SINK
                    + " AND d.redrivenAt IS NOT NULL")
            .getSingleResult();
    sink.redriven(first == null ? 0 : (long) first);
  }

  private static Query of(SinkRow sink, EntityManager entityManager, String statement) {
    return entityManager
        .createQuery(statement)
        .setParameter("app", sink.app())
        .setParameter("sink", sink.name());
  }

  long app() {
    return app;
  }

  long sequence() {
    return sequence;
  }

  String reason() {
    return reason;
  }

  Instant refusedAt() {
    return Instant.ofEpochMilli(refusedAt);
  }

  boolean isRedriven() {
    return redrivenAt != null;
  }

  /** The primary key: the app, the name of the sink, and the number of the entry. */
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    private long app;
    private String sink = "";
    private long sequence;

    public Key() {}

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that
          && app == that.app
          && sink.equals(that.sink)
          && sequence == that.sequence;
    }

    @Override
    public int hashCode() {
      return 31 * (31 * Long.hashCode(app) + sink.hashCode()) + Long.hashCode(sequence);
    }
  }
}
