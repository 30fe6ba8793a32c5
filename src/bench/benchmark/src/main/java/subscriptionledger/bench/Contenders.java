package subscriptionledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The servers that are compared, by their names, and how each is started. */
final class Contenders {
  /** The product with managed entities instead of bulk statements. */
  static final String MANAGED = "a-jpa";

  /** The product on a ledger that has many entries already. */
  static final String FILLED = "a-filled";

  /** The product while many watch: the same server as the product's. */
  static final String WATCHED = "a-watched";

  private static final Set<String> NAMES =
      Set.of("a", MANAGED, "b", "b-lock", "c", "e", "h2-a", "h2-b", "h2-b-lock", FILLED);

  private static final long LARGEST_LOG = 2_000_000;

  private final Path bench;
  private final Path product;
  private final Path work;
  private final WildFly wildFly;
  private final PostgresCluster postgres;
  private final Wrk wrk;

  Contenders(Path product, Path work, WildFly wildFly, PostgresCluster postgres, Wrk wrk) {
    this.bench = product.resolve("src/bench");
    this.product = product;
    this.work = work;
    this.wildFly = wildFly;
    this.postgres = postgres;
    this.wrk = wrk;
  }

  static boolean isServer(String name) {
    return NAMES.contains(name);
  }

  /** What is deployed for a variant. */
  Path archive(String name) throws IOException, InterruptedException {
    return switch (name) {
      case "a", "h2-a", FILLED -> product.resolve("target/subscription-ledger.war");
      case MANAGED -> withJournal("journal-managed-entities");
      case "b", "h2-b" -> withJournal("journal-plain-jpa");
      case "b-lock", "h2-b-lock" -> withJournal("journal-head-lock");
      case "c" -> bench.resolve("no-op/target/no-op.war");
      case "e" -> bench.resolve("spring-peer/target/spring-peer.jar");
      default -> throw new IllegalArgumentException("there is no variant " + name);
    };
  }

  private Path withJournal(String module) throws IOException, InterruptedException {
    Path war = work.resolve(module + ".war");
    if (!Files.exists(war)) {
      Wars.replace(
          product.resolve("target/subscription-ledger.war"),
          bench.resolve(module + "/target/" + module + ".jar"),
          war);
      if (module.equals("journal-managed-entities")) {
        Wars.weave(war, work.resolve("weaving"), bench.resolve("benchmark/target/libraries"));
      }
    }
    return war;
  }

  /** The database of an instance in PostgreSQL. */
  static String database(String instance) {
    return instance.replace('-', '_');
  }

  Path userHome(String instance) {
    return wildFly.userHome(instance);
  }

  /**
   * Starts a server of a variant.
   *
   * @param instance names its directory and its database, which are used again if they are there
   */
  ServerVariant start(String name, String instance, int port)
      throws IOException, InterruptedException, SQLException {
    boolean onPostgres = !name.startsWith("h2") && !name.equals("c");
    Server server =
        onPostgres
            ? startOnPostgres(name, instance, port)
            : wildFly.startOnItsOwn(instance, archive(name), port);
    return new ServerVariant(
        name, server, wrk, onPostgres ? Optional.of(postgres.usage()) : Optional.empty());
  }

  private Server startOnPostgres(String name, String instance, int port)
      throws IOException, InterruptedException, SQLException {
    String database = database(instance);
    if (!postgres.databases().contains(database)) {
      postgres.create(database);
    }
    return name.equals("e")
        ? startSpring(instance, port, database)
        : wildFly.startOnPostgres(
            instance,
            archive(name),
            port,
            postgres,
            name.equals(MANAGED) ? database + "?reWriteBatchedInserts=true" : database);
  }

  private Server startSpring(String instance, int port, String database)
      throws IOException, InterruptedException {
    return Server.start(
        new Server.Command(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-jar",
                archive("e").toString(),
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--spring.datasource.url=" + postgres.url(database),
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres",
                "--ledger.app=" + Provider.APP,
                "--ledger.token=" + Provider.TOKEN),
            Map.of(),
            work.resolve("servers").resolve(instance + ".log"),
            LARGEST_LOG),
        port);
  }
}
