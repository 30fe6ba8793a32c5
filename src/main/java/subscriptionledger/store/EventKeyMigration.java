package subscriptionledger.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * Puts the app in front of the unique key of events, so that every key begins with the app and an
 * engine can distribute the tables by it. A ledger that has entries keeps its key: building an
 * index takes minutes for some millions of them, and the previous version, which may be deployed
 * again, finds events by the old one. {@code src/docs/operations.md} has the statements for it.
 */
final class EventKeyMigration implements JavaMigration {
  private static final MigrationVersion VERSION = MigrationVersion.fromVersion("10");

  @Override
  public MigrationVersion getVersion() {
    return VERSION;
  }

  @Override
  public String getDescription() {
    return "app in front of the event key";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    try (Statement statement = context.getConnection().createStatement()) {
      if (isEmpty(statement)) {
        statement.execute("ALTER TABLE entry DROP CONSTRAINT entry_event_key");
        statement.execute(
            "ALTER TABLE entry ADD CONSTRAINT entry_event_key UNIQUE (app, occurred_at, event_key)");
      }
    }
  }

  private static boolean isEmpty(Statement statement) throws SQLException {
    try (ResultSet entries = statement.executeQuery("SELECT 1 FROM entry FETCH FIRST ROW ONLY")) {
      return !entries.next();
    }
  }
}
