package subscriptionledger.store;

/** The database has not been opened yet; that is tried again and again. */
public class DatabaseClosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseClosedException() {
    super("The database has not been opened yet");
  }
}
