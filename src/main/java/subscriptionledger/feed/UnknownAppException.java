package subscriptionledger.feed;

/** Signals that an app has no ledger. */
public class UnknownAppException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long app;

  UnknownAppException(long app) {
    super("The app " + app + " has no ledger");
    this.app = app;
  }

  public long app() {
    return app;
  }
}
