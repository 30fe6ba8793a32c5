package subscriptionledger.bench.raw;

import java.sql.Connection;
import java.sql.SQLException;

/** The forms of statements that are measured. */
public enum Form {
  PLAIN_BATCHES("d1", "JDBC batches", "reWriteBatchedInserts=false"),
  REWRITTEN_BATCHES("d1r", "JDBC batches, rewritten", "reWriteBatchedInserts=true"),
  ARRAYS("d2", "arrays", "reWriteBatchedInserts=false"),
  ARRAYS_AND_COPY("d3", "arrays and COPY", "reWriteBatchedInserts=false");

  private final String word;
  private final String title;
  private final String option;

  Form(String word, String title, String option) {
    this.word = word;
    this.title = title;
    this.option = option;
  }

  public String word() {
    return word;
  }

  public String title() {
    return title;
  }

  /** Of the driver, for the connection's URL. */
  public String option() {
    return option;
  }

  Statements on(Connection connection) throws SQLException {
    return switch (this) {
      case PLAIN_BATCHES, REWRITTEN_BATCHES -> new PlainBatches(connection);
      case ARRAYS -> new Arrays(connection);
      case ARRAYS_AND_COPY -> new ArraysAndCopy(connection);
    };
  }
}
