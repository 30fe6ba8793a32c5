package subscriptionledger.bench.plainjpa;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.ConfigProvider;

/** The product's tables as a persistence unit of our own, with sequences that number their rows. */
@ApplicationScoped
public class PlainJpaDatabase {
  private EntityManagerFactory factory;

  @PostConstruct
  @SuppressWarnings("BanJNDI") // The name is that of the benchmark, and no user's input.
  void open() {
    String name =
        ConfigProvider.getConfig()
            .getOptionalValue("ledger.datasource", String.class)
            .orElse("java:app/jdbc/ledger");
    try {
      DataSource dataSource = InitialContext.doLookup(name);
      createSequences(dataSource);
      factory =
          Persistence.createEntityManagerFactory(
              "plain-jpa", Map.of("jakarta.persistence.jtaDataSource", dataSource));
    } catch (NamingException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** To be called outside of any transaction, or the sequences would be seen by that alone. */
  public void ready() {
    factory.isOpen();
  }

  /** The increment is JPA's default allocation size: one trip to the database for 50 numbers. */
  private static void createSequences(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SEQUENCE IF NOT EXISTS entry_sequence INCREMENT BY 50");
      statement.execute("CREATE SEQUENCE IF NOT EXISTS delivery_sequence INCREMENT BY 50");
    }
  }

  @PreDestroy
  void close() {
    factory.close();
  }

  /** Joined to the transaction that is under way. */
  EntityManager createEntityManager() {
    return factory.createEntityManager();
  }
}
