package subscriptionledger.server.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.server.OnPostgresql;
import subscriptionledger.server.client.Load;
import subscriptionledger.server.process.PostgresProcess;
import subscriptionledger.server.process.ServerProcess;
import subscriptionledger.simulator.Happening;
import subscriptionledger.simulator.LedgerTables;
import subscriptionledger.simulator.Oracle;

/**
 * A busy evening of a WildFly's administrator, by its management and without a restart: the ledger
 * is deployed again twice, so that it takes another token, and its PostgreSQL is restarted between.
 */
@Tag("basic")
@OnPostgresql
@EnabledIfSystemProperty(named = "arquillian.launch", matches = "wildfly")
class MaintenanceIT {
  private static final String NEW_TOKEN = "the-new-token";
  private static final String TOKENS = "/system-property=ledger.app." + APP + ".tokens";
  private static final String REDEPLOY = "/deployment=subscription-ledger.war:redeploy";

  @TempDir private Path folder;

  private final List<Happening> sent = new ArrayList<>();
  private final List<Happening> acknowledged = new ArrayList<>();

  @Test
  void p1ToP4HoldWhileATokenIsChangedAndTheDatabaseRestarted() throws Exception {
    try (PostgresProcess postgres = new PostgresProcess(folder.resolve("data"))) {
      postgres.execute("CREATE DATABASE ledger");
      try (ServerProcess server = new ServerProcess("maintenance", postgres.database())) {
        server.start();
        try (Load load = load(server, CURRENT_TOKEN)) {
          load.awaitMore("200");
          server.manage(TOKENS + ":add(value=\"" + NEW_TOKEN + "," + CURRENT_TOKEN + "\")");
          server.manage(REDEPLOY);
          load.awaitMore("200");
          postgres.restart();
          load.awaitMore("200");
          end(load);
        }
        try (Load load = load(server, NEW_TOKEN)) {
          load.awaitMore("200");
          server.manage(TOKENS + ":write-attribute(name=value,value=" + NEW_TOKEN + ")");
          server.manage(REDEPLOY);
          load.awaitMore("200");
          end(load);
        }
        try (Load load = load(server, CURRENT_TOKEN)) {
          load.awaitMore("401");
          assertThat(load.answered("200")).isZero();
        }
      }

      LedgerTables tables = LedgerTables.read(postgres.database().jdbcUrl(), APP);
      Oracle oracle =
          new Oracle(tables.entries())
              .acknowledged(acknowledged)
              .sent(sent)
              .state(tables.state(), tables.followed());
      System.out.println(oracle.report());
      assertThat(oracle.violations()).isEmpty();
    }
  }

  private Load load(ServerProcess server, String token) throws Exception {
    return new Load(
        Files.createTempDirectory(folder, token), List.of(server.url()), "token=" + token);
  }

  private void end(Load load) throws Exception {
    load.end();
    sent.addAll(load.sent());
    acknowledged.addAll(load.acknowledged());
  }
}
