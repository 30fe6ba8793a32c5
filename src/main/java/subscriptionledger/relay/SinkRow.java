package subscriptionledger.relay;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import subscriptionledger.store.CursorRow;

/**
 * The position of a sink in the ledger of an app, and its state. It is changed under the lock of
 * its {@link LeaseRow}. All times are those of the database's clock, in milliseconds since 1970.
 */
@Entity
@Table(name = "sink")
@IdClass(CursorRow.Key.class)
public class SinkRow {
  /** The number of dead letters in a row after which the sink pauses itself. */
  static final int DEAD_LETTERS = 100;

  @Id private long app;
  @Id private String name = "";

  /** The number up to which everything has been taken, or is a dead letter. */
  private long position;

  @Enumerated(EnumType.STRING)
  private SinkStatus status = SinkStatus.ACTIVE;

  private long since;
  private @Nullable String reason;

  /** The operator who changed the state; null if it was the relay. */
  @Column(name = "changed_by")
  private @Nullable String changedBy;

  /** The number of the dead letter that is sent again next; 0 if there is none. */
  private long redriven;

  /** The number of the last event. */
  private long events;

  @Embedded private SinkAttempts attempts = new SinkAttempts();

  protected SinkRow() {}

  /** Creates a sink in the ledger of an app. */
  SinkRow(long app, String name, long position, int batch, long now) {
    this.app = app;
    this.name = name;
    this.position = position;
    this.since = now;
    this.attempts = new SinkAttempts(batch);
  }

  /** Moves on behind entries that the filter does not accept. */
  void pass(long upTo) {
    position = Math.max(position, upTo);
  }

  /**
   * Changes the state after an attempt.
   *
   * @param random a number from 0 to 1
   * @return the dead letter, if the entry is one from now on
   */
  Optional<DeadLetterRow> apply(Attempt attempt, Sink sink, double random, long now) {
    TargetAnswer answer = attempt.answer();
    if (answer instanceof TargetAnswer.Taken) {
      taken(attempt.last(), sink.batch(), now);
    } else if (answer instanceof TargetAnswer.Unavailable unavailable) {
      attempts.unavailable(unavailable, sink.retry(), random, now);
      waitForTarget(unavailable.reason(), sink.retry().disableAfter(), now);
    } else if (answer instanceof TargetAnswer.Gone gone) {
      attempts.failed(gone.text(), now);
      change(SinkStatus.DISABLED, gone.reason(), null, now);
    } else if (answer instanceof TargetAnswer.Refused refused
        && isRefusedForGood(refused, attempt, sink.retry(), random, now)) {
      bury(attempt.last(), now);
      return Optional.of(new DeadLetterRow(app, name, attempt.last(), refused.text(), now));
    }
    return Optional.empty();
  }

  private boolean isRefusedForGood(
      TargetAnswer.Refused answer, Attempt attempt, RetryPolicy retry, double random, long now) {
    if (attempt.isRedriven()) {
      attempts.failed(answer.text(), now);
      return true;
    }
    return attempts.isRefusedForGood(answer.text(), attempt.size(), retry, random, now);
  }

  private void taken(long upTo, int configuredBatch, long now) {
    pass(upTo);
    attempts.taken(configuredBatch, now);
    if (status == SinkStatus.RETRYING) {
      change(SinkStatus.ACTIVE, null, null, now);
    }
  }

  private void waitForTarget(String why, Duration disableAfter, long now) {
    if (attempts.haveFailedFor(disableAfter, now)) {
      change(SinkStatus.DISABLED, "Nothing was taken for " + disableAfter, null, now);
    } else if (status == SinkStatus.ACTIVE) {
      change(SinkStatus.RETRYING, why, null, now);
    }
  }

  /** Moves on behind a dead letter. After many in a row, the sink pauses itself. */
  private void bury(long sequence, long now) {
    pass(sequence);
    if (attempts.buried() >= DEAD_LETTERS) {
      change(SinkStatus.PAUSED, DEAD_LETTERS + " entries in a row were refused", null, now);
    }
  }

  /** Stops or resumes the sink for an operator. */
  void become(SinkStatus next, @Nullable String why, String operator, long now) {
    change(next, why, operator, now);
    attempts.forget();
  }

  /** Sets the position for an operator. */
  void replay(long after) {
    position = after;
  }

  private void change(SinkStatus next, @Nullable String why, @Nullable String by, long now) {
    status = next;
    since = now;
    reason = why;
    changedBy = by;
  }

  /** Notes which dead letter is sent again next; 0 if there is none. */
  void redriven(long next) {
    redriven = next;
  }

  /** Creates the next event. */
  SinkEventRow event(SinkEvent event, @Nullable String why, @Nullable String operator, long now) {
    events++;
    return new SinkEventRow(app, name, events, now, event, why, operator);
  }

  /** Returns what is shown of the sink. */
  SinkState toState() {
    return new SinkState(
        app,
        name,
        position,
        status,
        since,
        reason,
        changedBy,
        attempts.attemptedAt(),
        attempts.nextAttemptAt(),
        attempts.lastError(),
        attempts.takenAt());
  }

  long app() {
    return app;
  }

  String name() {
    return name;
  }

  long position() {
    return position;
  }

  SinkStatus status() {
    return status;
  }

  @Nullable String reason() {
    return reason;
  }

  /** Returns what a node may do now. */
  Turn turn(long epoch, long now) {
    return new Turn(
        epoch,
        position,
        attempts.batchLimit(),
        redriven,
        status.isForwarding()
            ? Optional.of(Duration.ofMillis(Math.max(0, attempts.nextAttemptAt() - now)))
            : Optional.empty());
  }
}
