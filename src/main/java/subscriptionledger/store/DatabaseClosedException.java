package subscriptionledger.store;

/** Signals that the database has not been opened yet; opening is retried until it succeeds. */
public class DatabaseClosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseClosedException() {
    super("The database has not been opened yet");
  }
}
