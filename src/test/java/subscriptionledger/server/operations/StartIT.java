package subscriptionledger.server.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.OnH2;
import subscriptionledger.server.client.LedgerClient;

/** What cannot run as it is configured does not run at all, and says why. */
@OnH2
@ExtendWith(ArquillianExtension.class)
class StartIT {
  @ArquillianResource private Deployer deployer;

  @Deployment(name = "blank-token", managed = false, testable = false)
  static WebArchive blankToken() {
    return named("blank-token", "ledger.app.1400000001.tokens=\\ ");
  }

  @Deployment(name = "unresolved-token", managed = false, testable = false)
  static WebArchive unresolvedToken() {
    return named("unresolved-token", "ledger.app.1400000001.tokens=${NO_SUCH_VARIABLE}");
  }

  @Deployment(name = "no-token", managed = false, testable = false)
  static WebArchive noToken() {
    return named("no-token", "ledger.apps=1400000077");
  }

  @Deployment(name = "no-data-source", managed = false, testable = false)
  static WebArchive noDataSource() {
    return named("no-data-source", "ledger.datasource=java:/jdbc/nowhere");
  }

  /** Arquillian tells deployments apart by the names of their archives. */
  private static WebArchive named(String name, String settings) {
    return ShrinkWrap.create(WebArchive.class, name + ".war").merge(LedgerServer.war(settings));
  }

  @ParameterizedTest
  @CsvSource({
    "blank-token, ledger.app.1400000001.tokens: is blank",
    "unresolved-token, ledger.app.1400000001.tokens: contains a ${...} expression that the server has not resolved",
    "no-token, ledger.app.1400000077.tokens: is not set",
    "no-data-source, ledger.datasource: there is no data source java:/jdbc/nowhere"
  })
  void isNotDeployedAndNamesTheKey(String deployment, String message) throws Exception {
    long before = LedgerServer.logLength();

    boolean deployed = deploy(deployment);

    try {
      assertThat(new LedgerClient(LedgerServer.root()).callback("", "{}").status()).isEqualTo(404);
      assertThat(LedgerServer.log(before)).contains(message);
    } finally {
      if (deployed) {
        deployer.undeploy(deployment);
      }
    }
  }

  /**
   * WildFly throws the failure at whoever deploys; Payara Micro goes on without the application.
   */
  private boolean deploy(String deployment) {
    try {
      deployer.deploy(deployment);
      return true;
    } catch (Exception e) {
      return false;
    }
  }
}
