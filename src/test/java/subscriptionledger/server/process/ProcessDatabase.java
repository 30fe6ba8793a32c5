package subscriptionledger.server.process;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;

/**
 * Where the ledger of a {@link ServerProcess} is.
 *
 * @param options what the server is told about it, as system properties
 * @param jdbcUrl where to look into it; into a file, only while no server has it open
 */
public record ProcessDatabase(List<String> options, String jdbcUrl) {
  public static final boolean POSTGRESQL =
      Objects.equals(System.getProperty("test.database"), "postgresql");

  private static final String DATA_SOURCE =
      Objects.equals(System.getProperty("arquillian.launch"), "wildfly")
          ? "java:/jdbc/ledger"
          : "jdbc/ledger";

  /** An empty one, of the kind that the suite runs on. */
  public static ProcessDatabase ofSuite(String name, Path home) throws SQLException {
    if (!POSTGRESQL) {
      return new ProcessDatabase(
          List.of(),
          "jdbc:h2:ordered:"
              + home.resolve(".subscription-ledger/ledger").toAbsolutePath()
              + ";USER=ledger;PASSWORD=local-file-only");
    }
    int port = Integer.getInteger("test.database.port");
    try (Connection connection = DriverManager.getConnection(url(port, "postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return postgresql(port, name);
  }

  /** One in a PostgreSQL. */
  public static ProcessDatabase postgresql(int port, String name) {
    return postgresql("127.0.0.1", port, port, name);
  }

  /**
   * The same, where a server finds it elsewhere than a test does.
   *
   * @param host what the server is told, as an administrator tells it
   * @param port the same
   * @param direct the port at which a test finds it
   */
  public static ProcessDatabase postgresql(String host, int port, int direct, String name) {
    return new ProcessDatabase(
        List.of(
            "-Dledger.datasource=" + DATA_SOURCE,
            "-Dpostgresql.host=" + host,
            "-Dpostgresql.port=" + port,
            "-Dpostgresql.database=" + name,
            "-Dpostgresql.user=postgres",
            "-Dpostgresql.password=postgres"),
        url(direct, name));
  }

  /** The database in PostgreSQL of the suite's own server; the scripts of server-config name it. */
  public static String urlOfSuite() {
    return url(
        Integer.getInteger("test.database.port"),
        Boolean.getBoolean("test.server.scripted") ? "ledger" : "postgres");
  }

  private static String url(int port, String name) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + name + "?user=postgres&password=postgres";
  }
}
