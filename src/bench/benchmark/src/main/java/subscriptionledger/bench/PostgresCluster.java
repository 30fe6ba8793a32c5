package subscriptionledger.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** One PostgreSQL that forces every commit to disk, with a database for each variant. */
final class PostgresCluster implements AutoCloseable {
  /** What an administrator sets on such a machine; durability is as strict as it can be. */
  static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "on",
          "synchronous_commit", "on",
          "full_page_writes", "on",
          "shared_buffers", "1GB",
          "max_wal_size", "4GB",
          "max_connections", "300");

  private final EmbeddedPostgres postgres;
  private final Path migrations;
  private final ProcessUsage usage;
  private final List<String> databases = new ArrayList<>();

  private PostgresCluster(EmbeddedPostgres postgres, Path migrations, ProcessUsage usage) {
    this.postgres = postgres;
    this.migrations = migrations;
    this.usage = usage;
  }

  /**
   * @param migrations where the product's migrations are
   */
  static PostgresCluster start(Path directory, int port, Path migrations) throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(directory)
            .setCleanDataDirectory(true);
    SETTINGS.forEach(builder::setServerConfig);
    EmbeddedPostgres postgres = builder.start();
    long pid =
        Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid")).get(0).strip());
    return new PostgresCluster(postgres, migrations, ProcessUsage.ofTree(pid));
  }

  int port() {
    return postgres.getPort();
  }

  String version() throws SQLException {
    try (Connection connection = connect("postgres")) {
      return connection.getMetaData().getDatabaseProductVersion();
    }
  }

  /** What the server and all its backends use. */
  ProcessUsage usage() {
    return usage;
  }

  /** Makes an empty database with the product's tables. */
  void create(String database) throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + database);
    }
    Flyway.configure()
        .dataSource(url(database), "postgres", "postgres")
        .locations("filesystem:" + migrations)
        .placeholders(
            Map.of(
                "key", "BYTEA",
                "bytes", "BYTEA",
                "text", "TEXT",
                "room_for_updates", "SET (fillfactor = 70)"))
        .load()
        .migrate();
    databases.add(database);
    // As the product does while the ledger is empty (EventKeyMigration).
    execute(
        database,
        "ALTER TABLE entry DROP CONSTRAINT entry_event_key,"
            + " ADD CONSTRAINT entry_event_key UNIQUE (app, occurred_at, event_key)");
  }

  /** Those that were made. */
  List<String> databases() {
    return List.copyOf(databases);
  }

  String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
  }

  Connection connect(String database, String... options) throws SQLException {
    String query = String.join("&", options);
    return DriverManager.getConnection(url(database) + "?" + query, "postgres", "postgres");
  }

  void execute(String database, String... commands) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
  }

  double query(String database, String query) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getDouble(1);
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
