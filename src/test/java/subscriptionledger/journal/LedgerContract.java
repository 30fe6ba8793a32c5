package subscriptionledger.journal;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;

/** What the ledger promises on every database; each has a test class of a dozen lines. */
abstract class LedgerContract
    implements RecordingContract,
        StateContract,
        ActivityContract,
        QuarantineContract,
        RetentionContract {
  private static final AtomicLong NEXT_APP = new AtomicLong(1);

  /** Each test has an app of its own. */
  private long app;

  @BeforeEach
  @Override
  public void beginLedger() {
    app = NEXT_APP.getAndIncrement();
    database().begin(app);
  }

  @Override
  public long app() {
    return app;
  }
}
