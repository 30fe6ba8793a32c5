package subscriptionledger.query;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Instants as the API writes them: ISO 8601, UTC, always with milliseconds. */
final class Times {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Times() {}

  static String format(Instant instant) {
    return FORMAT.format(instant);
  }

  static @Nullable String formatKnown(@Nullable Instant instant) {
    return instant == null ? null : format(instant);
  }
}
