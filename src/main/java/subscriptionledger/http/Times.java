package subscriptionledger.http;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats instants for the API: ISO 8601, always with milliseconds, in UTC by default. */
public final class Times {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXXXX", Locale.ROOT);

  private Times() {}

  public static String format(Instant instant) {
    return format(instant, ZoneOffset.UTC);
  }

  /** Formats an instant with the zone's offset at that instant. */
  public static String format(Instant instant, ZoneId zone) {
    return FORMAT.format(instant.atZone(zone));
  }

  public static @Nullable String formatKnown(@Nullable Instant instant) {
    return instant == null ? null : format(instant);
  }
}
