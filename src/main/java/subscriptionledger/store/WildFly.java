package subscriptionledger.store;

import java.util.Map;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * What WildFly needs to be told that other servers are recognised by. EclipseLink asks the server
 * it runs on for JTA transactions, and finds out by itself which server that is; not so with
 * WildFly, when the jar is the WAR's own.
 */
final class WildFly {
  private static final String TRANSACTION_MANAGER = "java:jboss/TransactionManager";

  private WildFly() {}

  static Map<String, String> unitProperties() {
    return isHere() ? Map.of("eclipselink.target-server", "WildFly") : Map.of();
  }

  @SuppressWarnings("BanJNDI") // The name is a constant.
  private static boolean isHere() {
    try {
      return InitialContext.doLookup(TRANSACTION_MANAGER) != null;
    } catch (NamingException e) {
      return false;
    }
  }
}
