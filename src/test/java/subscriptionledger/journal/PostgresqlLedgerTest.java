package subscriptionledger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.store.BulkStatements;
import subscriptionledger.store.DatabaseFailure;
import subscriptionledger.store.HeadRow;
import subscriptionledger.store.LocalDatabase;
import subscriptionledger.store.UnusableDatabaseException;

/** The ledger's promises on PostgreSQL. */
class PostgresqlLedgerTest extends LedgerContract {
  private static EmbeddedPostgres postgresql;
  private static LocalDatabase database;

  @BeforeAll
  @BeforeContainer
  static void open() throws IOException {
    postgresql = EmbeddedPostgres.start();
    database = new LocalDatabase(postgresql.getPostgresDatabase());
  }

  @AfterAll
  @AfterContainer
  static void close() throws IOException {
    database.close();
    postgresql.close();
  }

  @Test
  void limitsTheTransactionThatLocksAndNoOther() {
    database.begin(1_077);
    String limits =
        "SELECT current_setting('lock_timeout') || ' '"
            + " || current_setting('idle_in_transaction_session_timeout') || ' '"
            + " || current_setting('statement_timeout')";

    Object locking =
        database.inTransaction(
            transaction -> {
              lockHead(transaction, 1_077);
              return transaction.createNativeQuery(limits).getSingleResult();
            });
    Object other =
        database.inTransaction(
            transaction -> transaction.createNativeQuery(limits).getSingleResult());

    assertThat(locking).isEqualTo("1s 5s 8s");
    assertThat(other).isEqualTo("0 0 0");
  }

  @Test
  void doesNotWaitForLongForALockThatSomebodyElseHolds() {
    database.begin(1_078);

    database.inTransaction(
        holder -> {
          lockHead(holder, 1_078);
          assertThatThrownBy(() -> database.inTransaction(waiting -> lockHead(waiting, 1_078)))
              .matches(DatabaseFailure::isForALock);
          return holder;
        });
  }

  private static long lockHead(EntityManager transaction, long app) {
    BulkStatements bulk = database.ledger(transaction).bulk();
    bulk.lock(HeadRow.TABLE, List.of(new HeadRow(app)), row -> {});
    bulk.read();
    return app;
  }

  @ParameterizedTest
  @ValueSource(strings = {"LATIN1", "SQL_ASCII", "EUC_JP"})
  void isNotOpenedInADatabaseThatCannotHoldAllTexts(String encoding) throws SQLException {
    String name = "in_" + encoding.toLowerCase(Locale.ROOT);
    try (Connection connection = postgresql.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE DATABASE %s ENCODING '%s' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
              .formatted(name, encoding));
    }

    assertThatThrownBy(() -> new LocalDatabase(postgresql.getDatabase("postgres", name)))
        .isInstanceOf(UnusableDatabaseException.class)
        .hasMessage(
            "ledger.datasource: the encoding of the database is "
                + encoding
                + ", which cannot store all text; it must be UTF8");
  }

  @Override
  public LocalDatabase database() {
    return database;
  }
}
