package subscriptionledger.server.operations;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.DELETE;
import static subscriptionledger.server.client.LedgerClient.body;
import static subscriptionledger.server.client.LedgerClient.signed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.process.ProcessDatabase;

/**
 * The ledger is where {@code ledger.datasource} says, and in its own file when that says nothing.
 */
class DataSourceIT extends LedgerServer {
  private static final Path EMBEDDED =
      Path.of(Objects.requireNonNull(System.getProperty("test.server.directory")))
          .resolve("home/.subscription-ledger/ledger.mv.db");

  /** As it stands in the file of an H2 that has it. */
  private static final String TABLE = "APP_HEAD";

  @Test
  void recordsInTheDatabaseThatItWasGiven() throws Exception {
    String account = "@TOA#_" + UUID.randomUUID();

    client()
        .callback(
            signed(APP, CURRENT_TOKEN, DELETE), body(DELETE, account, 1670574414123L, "jared"));

    if (ProcessDatabase.POSTGRESQL) {
      assertThat(entriesInPostgresql(account)).isEqualTo(1);
      assertThat(embedded()).doesNotContain(TABLE);
    } else {
      assertThat(embedded()).contains(TABLE);
    }
  }

  /** After two minutes WildFly opens every XA data source that is declared, to recover it. */
  private static String embedded() throws IOException {
    return Files.exists(EMBEDDED) ? Files.readString(EMBEDDED, ISO_8859_1) : "";
  }

  private static long entriesInPostgresql(String account) throws SQLException {
    try (Connection connection = DriverManager.getConnection(ProcessDatabase.urlOfSuite());
        PreparedStatement count =
            connection.prepareStatement("SELECT COUNT(*) FROM entry WHERE account = ?")) {
      count.setString(1, account);
      try (ResultSet result = count.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }
}
