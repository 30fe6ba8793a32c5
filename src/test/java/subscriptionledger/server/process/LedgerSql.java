package subscriptionledger.server.process;

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

/**
 * Runs {@code server-config/postgresql/ledger.sql} as psql does, as far as that file needs it:
 * machines that build the ledger need not have psql.
 */
public final class LedgerSql {
  private static final Path FILE = Path.of("server-config/postgresql/ledger.sql");

  private LedgerSql() {}

  /**
   * Creates the role and the database, and sets the password of the role.
   *
   * @param port the port of a PostgreSQL on this machine that has the superuser postgres
   */
  public static void run(int port, String password) throws IOException, SQLException {
    Connection connection = connect(port, "postgres");
    try {
      StringBuilder statement = new StringBuilder();
      for (String line : Files.readAllLines(FILE)) {
        if (line.startsWith("\\connect ")) {
          connection.close();
          connection = connect(port, line.substring("\\connect ".length()));
        } else if (!line.startsWith("--") && !line.startsWith("\\")) {
          statement.append(line).append('\n');
          if (line.endsWith(";") || line.endsWith("\\gexec")) {
            execute(connection, statement.toString());
            statement.setLength(0);
          }
        }
      }
      execute(connection, "ALTER ROLE ledger PASSWORD '" + password.replace("'", "''") + "'");
    } finally {
      connection.close();
    }
  }

  private static Connection connect(int port, String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=postgres");
  }

  /** Executes a statement; and if it ends in \gexec, each statement that it selects. */
  private static void execute(Connection connection, String sql) throws SQLException {
    List<String> selected = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      if (statement.execute(sql.replace("\\gexec", ""))) {
        ResultSet result = statement.getResultSet();
        while (result.next()) {
          selected.add(result.getString(1));
        }
      }
      for (String one : selected) {
        statement.execute(one);
      }
    }
  }
}
