package subscriptionledger.operations;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;

/**
 * A bean in the server's JMX, {@code subscriptionledger:type=…,module=…}. The module is the
 * server's name for the deployment, of which there may be several.
 */
final class RegisteredBean {
  private static final Logger LOG = System.getLogger(RegisteredBean.class.getName());

  private @Nullable ObjectName name;

  /** Registers a bean by its interface. A failure is logged; the ledger works without JMX. */
  <T> void register(String type, String module, T bean, Class<T> view) {
    try {
      ObjectName free =
          new ObjectName("subscriptionledger:type=" + type + ",module=" + ObjectName.quote(module));
      ManagementFactory.getPlatformMBeanServer()
          .registerMBean(new StandardMBean(bean, view, true), free);
      name = free;
    } catch (JMException e) {
      LOG.log(Level.WARNING, type + " could not be registered with JMX: " + e);
    }
  }

  void unregister() {
    if (name != null) {
      try {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
      } catch (JMException e) {
        LOG.log(Level.DEBUG, name + " was no longer registered with JMX: " + e);
      }
    }
  }
}
