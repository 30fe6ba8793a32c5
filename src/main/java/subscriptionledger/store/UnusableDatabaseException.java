package subscriptionledger.store;

/** Signals that the database can never be used as it is; the message gives the reason. */
public class UnusableDatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableDatabaseException(String message) {
    super("ledger.datasource: " + message);
  }

  UnusableDatabaseException(String message, Throwable cause) {
    super("ledger.datasource: " + message, cause);
  }
}
