package subscriptionledger.store;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The database of the ledger. It is found by its JNDI name, migrated to the current schema, and
 * opened as a persistence unit.
 *
 * <p>The application manages the persistence unit. The data source of a unit that the server
 * manages is fixed in the WAR; here it is a setting, and the WAR stays unchanged.
 */
@ApplicationScoped
public class LedgerDatabase {
  private static final Logger LOG = System.getLogger(LedgerDatabase.class.getName());

  @Inject private DataSourceName name;

  private final Durability durability = new Durability(this::database);
  private volatile @Nullable Database opened;

  /**
   * Opens the database, unless it is open. Call it outside of any transaction: the migrations
   * manage their own transactions.
   *
   * @throws RuntimeException if this fails; {@link DatabaseFailure#mayPass} tells whether another
   *     attempt is worthwhile
   */
  public synchronized void open() {
    if (opened != null) {
      return;
    }
    DataSource dataSource = lookUp(name.jndiName());
    Map<String, Object> unit = new HashMap<>(WildFly.unitProperties());
    unit.put("jakarta.persistence.jtaDataSource", dataSource);
    Database database = Database.open(dataSource, unit);
    opened = database;
    LOG.log(Level.INFO, "The ledger uses a {0} database", database.product());
    if (!database.isDurable()) {
      LOG.log(
          Level.WARNING,
          "The data source {0} opens H2 with its own URL or user: a power cut may lose acknowledged"
              + " entries, or the whole file. Use jdbc:h2:ordered:<file>;RETENTION_TIME=1000;"
              + "MAX_COMPACT_TIME=0, and the user and password of web.xml",
          name.jndiName());
    }
  }

  public boolean isOpen() {
    return opened != null;
  }

  private Database database() {
    Database database = opened;
    if (database == null) {
      throw new DatabaseClosedException();
    }
    return database;
  }

  @PreDestroy
  synchronized void close() {
    if (opened != null) {
      opened.close();
    }
    OrderedFiles.unregister();
  }

  /**
   * Returns the name of the database product.
   *
   * @throws DatabaseClosedException if the database has not been opened; the following methods
   *     throw it, too
   */
  public String product() {
    return database().product().toString();
  }

  /** Returns the number of the schema's last migration. */
  public String schemaVersion() {
    return database().schemaVersion();
  }

  public EntityManager createEntityManager() {
    return database().entityManagerFactory().createEntityManager();
  }

  public LedgerTransaction ledger(EntityManager entityManager) {
    return database().ledger(entityManager);
  }

  @Produces
  public Durability durability() {
    return durability;
  }

  @SuppressWarnings("BanJNDI") // The name comes from the administrator and not from user input.
  private static DataSource lookUp(String jndiName) {
    try {
      return InitialContext.doLookup(jndiName);
    } catch (NamingException e) {
      throw new UnusableDatabaseException("there is no data source " + jndiName, e);
    }
  }
}
