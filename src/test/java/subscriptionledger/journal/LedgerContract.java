package subscriptionledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

  /** An engine that distributes the tables by the app allows no other key. */
  @Test
  void everyKeyBeginsWithTheApp() throws Exception {
    Map<String, String> first =
        database()
            .inTransaction(
                transaction -> SchemaKeys.firstColumns(transaction.unwrap(Connection.class)));

    assertThat(first).hasSizeGreaterThan(10);
    assertThat(first.values()).containsOnly("app");
  }

  @Override
  public long app() {
    return app;
  }
}
