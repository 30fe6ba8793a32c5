package subscriptionledger.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rights of the role that server-config/postgresql/ledger.sql creates. */
class LedgerSqlTest {
  private static final String PERMISSION_DENIED = "42501";

  @Test
  void theRoleMayCreateTheTablesOfTheLedgerAndNothingElse() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
        Connection administrator = connect(postgres, "postgres", "postgres");
        Statement asAdministrator = administrator.createStatement()) {
      LedgerSql.run(postgres.getPort(), "password");
      LedgerSql.run(postgres.getPort(), "password");
      asAdministrator.execute("CREATE ROLE stranger LOGIN");

      try (Connection connection = connect(postgres, "ledger", "ledger");
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE entry (sequence BIGINT)");
        for (String sql :
            List.of(
                "CREATE TEMPORARY TABLE t (i INTEGER)",
                "CREATE SCHEMA s",
                "CREATE DATABASE d",
                "CREATE ROLE r",
                "ALTER SYSTEM SET fsync = off")) {
          assertThatThrownBy(() -> statement.execute(sql))
              .as(sql)
              .isInstanceOfSatisfying(
                  SQLException.class,
                  e -> assertThat(e.getSQLState()).isEqualTo(PERMISSION_DENIED));
        }
      }
      assertThatThrownBy(() -> connect(postgres, "ledger", "stranger"))
          .hasMessageContaining("permission denied for database \"ledger\"");
      ResultSet database =
          asAdministrator.executeQuery(
              "SELECT pg_encoding_to_char(encoding), datcollate"
                  + " FROM pg_database WHERE datname = 'ledger'");
      assertThat(database.next()).isTrue();
      assertThat(database.getString(1)).isEqualTo("UTF8");
      assertThat(database.getString(2)).isEqualTo("C");
    }
  }

  private static Connection connect(EmbeddedPostgres postgres, String database, String role)
      throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database + "?user=" + role);
  }
}
