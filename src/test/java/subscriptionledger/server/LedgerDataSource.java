package subscriptionledger.server;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;

/** What the ledger of this server uses, for a test that runs within the server. */
public final class LedgerDataSource {
  private LedgerDataSource() {}

  @SuppressWarnings("BanJNDI") // The name is the administrator's, and no user's input.
  public static DataSource ofThisServer() throws NamingException {
    String name =
        ConfigProvider.getConfig()
            .getOptionalValue("ledger.datasource", String.class)
            .orElse("java:app/jdbc/ledger");
    return InitialContext.doLookup(name);
  }
}
