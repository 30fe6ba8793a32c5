package subscriptionledger.server.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.json.bind.JsonbBuilder;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import subscriptionledger.journal.Journal;
import subscriptionledger.journal.Receipt;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Interpretation;
import subscriptionledger.ledger.Notice;
import subscriptionledger.ledger.Origin;
import subscriptionledger.ledger.Outcome;
import subscriptionledger.server.LedgerDataSource;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.OnPostgresql;
import subscriptionledger.store.LedgerQueries;

/** Runs inside the server: the beans as the container wires them. */
@Tag("basic")
@ExtendWith(ArquillianExtension.class)
class InContainerIT {
  private static final long APP = 1400000002L;

  @EJB private Journal journal;
  @Inject private LedgerQueries ledger;
  @Inject private UserTransaction transaction;

  @Deployment
  static WebArchive ledger() {
    return LedgerServer.war().addClass(LedgerDataSource.class);
  }

  @Test
  void handsADeliveryFromTheJournalToTheReaders() throws Exception {
    String account = "@TOA#_" + UUID.randomUUID();
    Instant at = Instant.parse("2026-01-01T00:00:00.123Z");
    Notice notice =
        new Notice.Subscribed(
            new Notice.NoticeHeader(APP, account, Origin.UNKNOWN, at), List.of("jared"));
    long before = head();

    Receipt receipt =
        journal
            .append(
                new Delivery(
                    APP,
                    at,
                    null,
                    new byte[] {'{', '}'},
                    Interpretation.understood(
                        "OfficialAccount.CallbackAfterAddSubscriber", notice)),
                "own-request")
            .toCompletableFuture()
            .get(1, TimeUnit.MINUTES);

    assertEquals(Outcome.RECORDED, assertInstanceOf(Receipt.Kept.class, receipt).outcome());
    assertEquals(1, receipt.entries().size());
    transaction.begin();
    try {
      List<Entry> entries = ledger.entries(APP, before, 10);
      assertEquals(1, entries.size());
      assertEquals(before + 1, entries.get(0).sequence());
      assertEquals(account, entries.get(0).event().account());
      assertEquals(at, entries.get(0).event().occurredAt());
    } finally {
      transaction.rollback();
    }
  }

  /** The all-in-one jar of EclipseLink would bring MOXy, which makes null of an Instant. */
  @Test
  void bindsJsonByJsonBAndNotByMoxy() {
    String json = JsonbBuilder.create().toJson(new Moment(Instant.EPOCH));

    assertTrue(json.contains("1970-01-01T00:00:00Z"), json);
  }

  /** As src/docs/operations.md says. (Within the server, the property is not set.) */
  @Test
  @OnPostgresql
  void aConnectionToPostgresqlThatIsDeadIsGivenUpOnBothSides() throws Exception {
    try (Connection connection = LedgerDataSource.ofThisServer().getConnection()) {
      assertEquals(10_000, connection.getNetworkTimeout());
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("SHOW tcp_user_timeout")) {
        assertTrue(result.next());
        assertEquals("8000", result.getString(1)); // In milliseconds.
      }
    }
  }

  /** Something with an instant in it. */
  public record Moment(Instant at) {}

  private long head() throws Exception {
    transaction.begin();
    try {
      return ledger.head(APP).orElseThrow();
    } finally {
      transaction.rollback();
    }
  }
}
