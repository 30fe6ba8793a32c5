package subscriptionledger.callback;

import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The provider's EventTime. */
final class EventTime {
  private static final Instant EARLIEST = Instant.parse("2010-01-01T00:00:00Z");
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  /**
   * The maximum number of digits of an EventTime. A longer number is refused because it may not fit
   * into a long.
   */
  private static final int MAX_INTEGER_DIGITS = 18;

  private EventTime() {}

  /**
   * Reads an EventTime.
   *
   * @param now the current time, against which it is checked
   */
  static Instant parse(@Nullable JsonValue eventTime, Instant now) throws ObjectionException {
    if (!(eventTime instanceof JsonNumber number)) {
      throw new ObjectionException("EventTime is missing or not a number.");
    }
    Instant occurredAt = Instant.ofEpochMilli(millis(number.bigDecimalValue()));
    if (occurredAt.isBefore(EARLIEST) || occurredAt.isAfter(now.plus(CLOCK_SKEW))) {
      throw new ObjectionException(
          "EventTime is before 2010 or in the future; it must be in milliseconds since 1970.");
    }
    return occurredAt;
  }

  /**
   * Converts EventTime to milliseconds. Only the value matters, not its notation: 1.67057441412E12
   * is the integer 1670574414120. The number of digits is checked before they are written out,
   * because a huge exponent would exhaust the memory.
   */
  private static long millis(BigDecimal value) throws ObjectionException {
    BigDecimal shortest = value.stripTrailingZeros();
    if (shortest.scale() > 0 || shortest.precision() - shortest.scale() > MAX_INTEGER_DIGITS) {
      throw new ObjectionException("EventTime is not an integer of milliseconds.");
    }
    return shortest.longValueExact();
  }
}
