package subscriptionledger.relay;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of a sink, a change of its state, or an act of an operator. The last 1,000 of any kind
 * are kept, failures and changes of the last seven days, and everything that operators have done.
 */
@Entity
@Table(name = "sink_event")
@IdClass(SinkEventRow.Key.class)
public class SinkEventRow {
  private static final int KEPT = 1_000;
  private static final int ADDED_PER_REMOVAL = 100;
  private static final Duration FAILURES_KEPT = Duration.ofDays(7);

  @Id private long app;
  @Id private String sink = "";
  @Id private long number;

  @Column(name = "happened_at")
  private long happenedAt;

  @Enumerated(EnumType.STRING)
  private SinkEvent event = SinkEvent.TAKEN;

  @Column(name = "first_entry")
  private @Nullable Long firstEntry;

  @Column(name = "last_entry")
  private @Nullable Long lastEntry;

  private @Nullable String reason;
  private @Nullable String operator;

  protected SinkEventRow() {}

  /**
   * Creates an event.
   *
   * @param number counts the events of a sink in the ledger of an app
   * @param reason a text of ours or of an operator, and never of the target; null for none
   * @param operator the operator; null if it was the relay
   */
  SinkEventRow(
      long app,
      String sink,
      long number,
      long happenedAt,
      SinkEvent event,
      @Nullable String reason,
      @Nullable String operator) {
    this.app = app;
    this.sink = sink;
    this.number = number;
    this.happenedAt = happenedAt;
    this.event = event;
    this.reason = reason;
    this.operator = operator;
  }

  /** Notes the entries that it was about. */
  SinkEventRow of(long first, long last) {
    firstEntry = first;
    lastEntry = last;
    return this;
  }

  /** Adds it, and now and then removes what is no longer kept. */
  void add(EntityManager entityManager) {
    entityManager.persist(this);
    if (number % ADDED_PER_REMOVAL == 0) {
      entityManager
          .createQuery(
              "DELETE FROM SinkEventRow e WHERE e.app = :app AND e.sink = :sink"
                  + " AND e.number <= :number AND e.operator IS NULL"
                  + " AND (e.event = :taken OR e.happenedAt < :old)")
          .setParameter("app", app)
          .setParameter("sink", sink)
          .setParameter("number", number - KEPT)
          .setParameter("taken", SinkEvent.TAKEN)
          .setParameter("old", happenedAt - FAILURES_KEPT.toMillis())
          .executeUpdate();
    }
  }

  long number() {
    return number;
  }

  Instant happenedAt() {
    return Instant.ofEpochMilli(happenedAt);
  }

  SinkEvent event() {
    return event;
  }

  @Nullable Long firstEntry() {
    return firstEntry;
  }

  @Nullable Long lastEntry() {
    return lastEntry;
  }

  @Nullable String reason() {
    return reason;
  }

  @Nullable String operator() {
    return operator;
  }

  /** The primary key: the app, the name of the sink, and the number of the event. */
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    private long app;
    private String sink = "";
    private long number;

    public Key() {}

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that
          && app == that.app
          && sink.equals(that.sink)
          && number == that.number;
    }

    @Override
    public int hashCode() {
      return 31 * (31 * Long.hashCode(app) + sink.hashCode()) + Long.hashCode(number);
    }
  }
}
