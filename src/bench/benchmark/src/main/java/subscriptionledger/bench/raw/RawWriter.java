package subscriptionledger.bench.raw;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Writes groups of callbacks into a database, one after another, as fast as it takes them. */
public final class RawWriter implements AutoCloseable {
  private final long app;
  private final Connection connection;
  private final Statements statements;
  private final SplittableRandom random = new SplittableRandom();

  /**
   * @param connection to a database with the product's tables; it is closed with this
   */
  public RawWriter(Form form, long app, Connection connection) throws SQLException {
    this.app = app;
    this.connection = connection;
    this.statements = form.on(connection);
    connection.setAutoCommit(false);
    begin();
  }

  private void begin() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO app_head (app, last_sequence, last_delivery, last_recorded_at)"
            + " VALUES (?, 0, 0, 0)")) {
      insert.setLong(1, app);
      insert.executeUpdate();
    }
    connection.commit();
  }

  /**
   * Writes for so many seconds.
   *
   * @return how many callbacks are committed, per second
   */
  public double write(int callbacks, int subscribers, int seconds) throws SQLException {
    GroupWriter writer = new GroupWriter(connection, statements);
    long began = System.nanoTime();
    long written = 0;
    long nanos;
    do {
      List<Callback> group =
          Stream.generate(() -> Callback.make(random, app, subscribers, System.currentTimeMillis()))
              .limit(callbacks)
              .toList();
      writer.write(app, group);
      written += callbacks;
      nanos = System.nanoTime() - began;
    } while (nanos < seconds * 1_000_000_000L);
    return written * 1e9 / nanos;
  }

  @Override
  public void close() throws SQLException {
    statements.close();
    connection.close();
  }
}
