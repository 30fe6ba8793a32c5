package subscriptionledger.bench;

import java.io.IOException;
import java.sql.SQLException;

/**
 * A lasting load of 128 connections, over at least one whole checkpoint of PostgreSQL's, and until
 * what follows the ledger has caught up with it.
 *
 * @param perSecond callbacks answered OK, per second of the load and of the catching up
 * @param p99Millis of the answers
 * @param lag entries that were not followed when the load ended
 * @param catchUpSeconds after the load
 * @param walBytes of write-ahead log for a callback and all that follows
 */
record Lasting(
    double perSecond, double p99Millis, double lag, double catchUpSeconds, double walBytes) {
  private static final String LAST_CHECKPOINT =
      "SELECT extract(epoch FROM checkpoint_time) FROM pg_control_checkpoint()";
  private static final String WAL = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')";

  /**
   * Measures a server that is warmed up.
   *
   * @param seconds of the load; a checkpoint begins every 30 seconds
   */
  static Lasting measure(ServerVariant server, PostgresCluster postgres, int seconds)
      throws IOException, InterruptedException, SQLException {
    Followers followers = server.followers();
    postgres.execute(
        "postgres",
        "ALTER SYSTEM SET checkpoint_timeout = '30s'",
        "SELECT pg_reload_conf()",
        "CHECKPOINT");
    double checkpoint = postgres.query("postgres", LAST_CHECKPOINT);
    double wal = postgres.query("postgres", WAL);
    Wrk.Result result = server.send(new Load(128, 2, seconds));
    if (result.failures() > 0) {
      throw new IOException(result.failures() + " callbacks were not answered OK");
    }
    long lag = followers.lag();
    long began = System.nanoTime();
    followers.awaitAll();
    double catchUp = lag == 0 ? 0 : (System.nanoTime() - began) / 1e9;
    double written = postgres.query("postgres", WAL) - wal;
    if (postgres.query("postgres", LAST_CHECKPOINT) == checkpoint) {
      throw new IOException("the load did not last for a whole checkpoint");
    }
    postgres.execute(
        "postgres", "ALTER SYSTEM RESET checkpoint_timeout", "SELECT pg_reload_conf()");
    return new Lasting(
        result.ok() / (result.seconds() + catchUp),
        result.p99Millis(),
        lag,
        catchUp,
        written / result.ok());
  }
}
