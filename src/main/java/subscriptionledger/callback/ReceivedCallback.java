package subscriptionledger.callback;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import subscriptionledger.callback.Authenticator.Caller;

/**
 * A callback whose body has been received. The caller was identified when the request head arrived;
 * this is not repeated.
 *
 * @param at the time at which the head arrived
 * @param nanoTime the same time by {@link System#nanoTime}
 */
record ReceivedCallback(
    RequestInfo info, CallbackQuery query, Caller caller, Body body, Instant at, long nanoTime) {
  private static final String ATTRIBUTE = ReceivedCallback.class.getName();

  /** The received part of a body. */
  sealed interface Body {
    /** The complete body. */
    @SuppressWarnings("ArrayRecordComponent") // Passed on, and neither compared nor changed.
    record Complete(byte[] bytes) implements Body {}

    /** The body was discarded because it was late or its sender has disconnected. */
    record Discarded() implements Body {}

    /** The body was discarded because it exceeds the maximum length. */
    record TooLarge() implements Body {}

    /**
     * The body was discarded because the bodies of other callbacks already occupied the available
     * memory.
     */
    record NoMemory() implements Body {}
  }

  /** Returns the time since the head arrived. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  /** Attaches this callback to the request, where {@link #of} finds it. */
  void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  static ReceivedCallback of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof ReceivedCallback received) {
      return received;
    }
    throw new IllegalStateException("CallbackFilter must run before the resource");
  }
}
