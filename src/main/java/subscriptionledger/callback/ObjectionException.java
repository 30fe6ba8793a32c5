package subscriptionledger.callback;

import java.util.Objects;

/** Signals an objection from the place in the callback where it was found. */
final class ObjectionException extends Exception {
  private static final long serialVersionUID = 1L;

  ObjectionException(String objection) {
    super(objection, null, false, false);
  }

  String objection() {
    return Objects.requireNonNull(getMessage());
  }
}
