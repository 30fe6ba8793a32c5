package subscriptionledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import subscriptionledger.bench.raw.Form;
import subscriptionledger.bench.raw.RawWriter;

/**
 * Measures the product beside what one would otherwise write, all of them in the same rounds, and
 * writes the report.
 */
public final class Benchmark implements AutoCloseable {
  private static final int FIRST_PORT = 22_000;
  private static final int PORTS_PER_SERVER = 10;

  /** The loads under which the database alone, too, is measured, and the lists of 100. */
  private static final int MOST_CONNECTIONS = 128;

  private static final int LIST_CONNECTIONS = 32;

  private final Options options;
  private final Path target;
  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
  private final Map<String, Variant> variants = new LinkedHashMap<>();
  private final Map<Integer, Integer> groupSizes = new HashMap<>();
  private final Results results = new Results();
  private int nextPort = FIRST_PORT;

  private Benchmark(Options options) {
    this.options = options;
    this.target = options.product().resolve("src/bench/target");
  }

  public static void main(String[] words) throws Exception {
    if (List.of(words).contains("--help")) {
      System.out.println(Options.HELP);
      return;
    }
    try (Benchmark benchmark = new Benchmark(Options.parse(words))) {
      Runtime.getRuntime().addShutdownHook(new Thread(benchmark::close));
      benchmark.run();
    }
  }

  private void run() throws Exception {
    Path work = target.resolve("work");
    deleteTree(work);
    Files.createDirectories(work.resolve("servers"));
    Machine machine = Machine.describe(work);

    PostgresCluster postgres =
        closing(
            PostgresCluster.start(
                work.resolve("postgres"),
                nextPort(),
                options.product().resolve("src/main/resources/db/migration")));
    WildFly wildFly =
        WildFly.configure(
            wildFlyHome(),
            work.resolve("servers"),
            options.product().resolve("server-config/wildfly"),
            target.resolve("postgresql.jar"));
    Contenders contenders =
        new Contenders(
            options.product(), work, wildFly, postgres, new Wrk(Resources.path("callbacks.lua")));

    for (String name : options.variants()) {
      if (Contenders.isServer(name)) {
        say("starting " + name);
        variants.put(name, closing(contenders.start(name, nextPort())));
      }
    }
    warmUp(postgres);
    for (Form form : Form.values()) {
      if (options.variants().contains(form.word())) {
        variants.put(form.word(), raw(form, postgres));
      }
    }
    for (int round = 1; round <= options.rounds(); round++) {
      measureRound(round);
    }
    say(new Report(options, machine, results, groupSizes).text());
  }

  private RawVariant raw(Form form, PostgresCluster postgres) throws Exception {
    postgres.create(form.word());
    RawWriter writer =
        closing(new RawWriter(form, Provider.APP, postgres.connect(form.word(), form.option())));
    RawVariant variant = new RawVariant(form.word(), writer, postgres.usage(), groupSizes);
    variant.measure(new Load(1, 2, options.warmUp()));
    postgres.execute(form.word(), "ANALYZE");
    return variant;
  }

  private void warmUp(PostgresCluster postgres) throws Exception {
    for (Variant variant : variants.values()) {
      say("warming up " + variant.name());
      for (int subscribers : options.subscribers()) {
        variant.measure(new Load(connections(subscribers), subscribers, options.warmUp()));
      }
    }
    for (String database : postgres.databases()) {
      postgres.execute(database, "ANALYZE");
    }
    for (int subscribers : options.subscribers()) {
      groupSizes.put(subscribers, groupSize(postgres, subscribers));
    }
  }

  /** How many callbacks the product puts into a transaction. */
  private int groupSize(PostgresCluster postgres, int subscribers) throws Exception {
    Variant product = variants.get("a");
    if (options.group() > 0 || product == null) {
      return Math.max(options.group(), 1);
    }
    double before = postgres.query("a", "SELECT max(id) FROM delivery");
    product.measure(new Load(connections(subscribers), subscribers, options.seconds()));
    return (int)
        Math.round(
            postgres.query(
                "a",
                "SELECT count(*)::float / count(DISTINCT xmin::text) FROM delivery WHERE id > "
                    + (long) before));
  }

  private static int connections(int subscribers) {
    return subscribers > 2 ? LIST_CONNECTIONS : MOST_CONNECTIONS;
  }

  private void measureRound(int round) throws Exception {
    for (int subscribers : options.subscribers()) {
      for (int connections : options.connections()) {
        Load load = new Load(connections, subscribers, options.seconds());
        for (Variant variant : variants.values()) {
          if (isMeasured(variant.name(), load)) {
            Sample sample = variant.measure(load);
            results.add(variant.name(), load, sample);
            say(
                "round %d, %s, %d connections, %d subscribers: %.0f/s, p99 %.1f ms, max %.0f ms%s"
                    .formatted(
                        round,
                        variant.name(),
                        connections,
                        subscribers,
                        sample.perSecond(),
                        sample.p99Millis(),
                        sample.maxMillis(),
                        sample.failures() == 0 ? "" : ", FAILURES " + sample.failures()));
          }
        }
      }
    }
  }

  private static boolean isMeasured(String variant, Load load) {
    boolean most = load.connections() == connections(load.subscribers());
    if (load.subscribers() > 2) {
      return most && (variant.equals("a") || variant.equals("c") || variant.startsWith("d"));
    }
    return most || !(variant.startsWith("d") || variant.equals("a-filled"));
  }

  private Path wildFlyHome() throws IOException {
    try (Stream<Path> directories = Files.list(target)) {
      return directories
          .filter(directory -> directory.getFileName().toString().startsWith("wildfly-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private int nextPort() {
    int port = nextPort;
    nextPort += PORTS_PER_SERVER;
    return port;
  }

  private <T extends AutoCloseable> T closing(T resource) {
    synchronized (toClose) {
      toClose.push(resource);
    }
    return resource;
  }

  @Override
  public void close() {
    synchronized (toClose) {
      while (!toClose.isEmpty()) {
        try {
          toClose.pop().close();
        } catch (Exception e) {
          say("could not close: " + e);
        }
      }
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  static void say(String line) {
    System.out.println(line);
  }
}
