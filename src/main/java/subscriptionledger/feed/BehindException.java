package subscriptionledger.feed;

/** Signals that a question cannot be answered yet, because what answers it is behind the ledger. */
public class BehindException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BehindException(String cursor) {
    super("The cursor " + cursor + " is behind the ledger");
  }
}
