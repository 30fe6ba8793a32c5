package subscriptionledger.store;

import java.util.Map;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * The properties of the persistence unit that EclipseLink needs on WildFly. EclipseLink uses the
 * JTA transactions of the server and normally detects the server by itself. It does not detect
 * WildFly when the EclipseLink jar is part of the WAR.
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
