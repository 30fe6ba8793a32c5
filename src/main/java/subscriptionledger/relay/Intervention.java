package subscriptionledger.relay;

import jakarta.persistence.EntityManager;
import org.jspecify.annotations.Nullable;

/**
 * The changes that an operator can make to a sink in the ledger of an app.
 *
 * @param operator the operator's name
 * @param why the reason; null for none
 */
public record Intervention(
    EntityManager entityManager, SinkRow row, long now, String operator, @Nullable String why) {

  /** Stops or resumes the sink. */
  void become(SinkStatus next) {
    row.become(next, why, operator, now);
    event(SinkEvent.of(next)).add(entityManager);
  }

  /** Sets the position. Dead letters behind it are forwarded with everything else. */
  void replay(long after) {
    row.replay(after);
    DeadLetterRow.remove(entityManager, row, after + 1, Long.MAX_VALUE);
    event(SinkEvent.REPLAYED).of(after, after).add(entityManager);
  }

  /**
   * Has dead letters sent again.
   *
   * @return their number
   */
  int redrive(long first, long last) {
    return noted(
        SinkEvent.REDRIVEN,
        first,
        last,
        DeadLetterRow.redrive(entityManager, row, first, last, now));
  }

  /**
   * Removes dead letters.
   *
   * @return their number
   */
  int discard(long first, long last) {
    return noted(
        SinkEvent.DISCARDED, first, last, DeadLetterRow.remove(entityManager, row, first, last));
  }

  /** Notes that an event was sent that is no entry. */
  void tested(SinkEvent outcome) {
    row.event(SinkEvent.TESTED, outcome.name(), operator, now).add(entityManager);
  }

  private int noted(SinkEvent event, long first, long last, int number) {
    if (number > 0) {
      event(event).of(first, last).add(entityManager);
    }
    return number;
  }

  private SinkEventRow event(SinkEvent event) {
    return row.event(event, why, operator, now);
  }
}
