package subscriptionledger.simulator;

/** A word of a command line that is unknown, or whose value is invalid; the message names it. */
final class WrongWordException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  WrongWordException(String message) {
    super(message);
  }
}
