package subscriptionledger.store;

/** The database cannot be used as it is, and never will; the message says what is wrong. */
public class UnusableDatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableDatabaseException(String message) {
    super("ledger.datasource: " + message);
  }

  UnusableDatabaseException(String message, Throwable cause) {
    super("ledger.datasource: " + message, cause);
  }
}
