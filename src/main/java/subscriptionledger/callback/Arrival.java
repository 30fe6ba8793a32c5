package subscriptionledger.callback;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import subscriptionledger.callback.Authenticator.Caller;

/**
 * A callback whose body has come. Who is calling was decided when its head came, and is not decided
 * again.
 *
 * @param at when the head came
 * @param nanoTime the same, by {@link System#nanoTime}
 */
record Arrival(
    Call call, CallbackQuery query, Caller caller, Body body, Instant at, long nanoTime) {
  private static final String ATTRIBUTE = Arrival.class.getName();

  /** What has come of a body. */
  sealed interface Body {
    /** All of it. */
    @SuppressWarnings("ArrayRecordComponent") // It is handed on, and neither compared nor changed.
    record Whole(byte[] bytes) implements Body {}

    /** It was passed over, because nobody would look at it. */
    record PassedOver() implements Body {}

    /** It was passed over, because it is longer than it may be. */
    record TooLarge() implements Body {}

    /** It was passed over, because too much of others was held already. */
    record NoRoom() implements Body {}
  }

  /** How long ago its head came. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  /** Sends it along with the request. */
  void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  static Arrival of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Arrival arrival) {
      return arrival;
    }
    throw new IllegalStateException("CallbackFilter must run before the resource");
  }
}
