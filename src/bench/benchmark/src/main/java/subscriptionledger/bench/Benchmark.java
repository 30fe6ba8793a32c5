package subscriptionledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures the product beside what one would otherwise write, all of them in the same rounds, and
 * writes the report.
 */
public final class Benchmark implements AutoCloseable {
  private static final int FIRST_PORT = 22_000;
  private static final int PORTS_PER_SERVER = 10;
  private static final int START_PORT = 22_500;

  /** The loads under which the database alone, too, is measured, and the lists of 100. */
  private static final int MOST_CONNECTIONS = 128;

  private static final int LIST_CONNECTIONS = 32;

  /** Under the same load before each measurement: a server that has rested needs to come round. */
  private static final int LEAD_IN = 2;

  private static final int STREAMS = 100;

  /** Seconds of load in a warm-up, after which the compilers have the machine for themselves. */
  private static final int PIECE = 5;

  /** Compilers at rest use less of a core. */
  private static final double AT_REST = 0.03;

  /** Seconds after which compilers that never rest are let be. */
  private static final int RESTLESS = 60;

  /** Seconds in which states are asked for while callbacks are recorded. */
  private static final int UNDER_LOAD = 20;

  private final Options options;
  private final Path target;
  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
  private final Map<String, Variant> variants = new LinkedHashMap<>();
  private final Map<Integer, Integer> groupSizes = new HashMap<>();
  private final Results results = new Results();
  private final List<ServerVariant> servers = new ArrayList<>();
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
    Contenders contenders = contenders(work, postgres);
    startServers(contenders, postgres);
    List<H2File> h2Files = startWatching(contenders);
    if (options.variants().contains(Contenders.WATCHED)) {
      variants.put(
          Contenders.WATCHED, new WatchedVariant(Contenders.WATCHED, server("a"), STREAMS));
    }
    warmUp(postgres);
    if (options.variants().contains(RawVariant.NAME)) {
      variants.put(RawVariant.NAME, raw(postgres));
    }
    for (int round = 1; round <= options.rounds(); round++) {
      measureRound(round);
    }

    Facts facts = new Facts(machine, postgres.version(), groupSizes);
    measureLastingLoads(postgres, facts);
    report(facts);
    if (options.variants().contains(Contenders.FILLED)) {
      say("reading");
      Readers readers = new Readers(server(Contenders.FILLED).server().port());
      facts.answers().putAll(readers.measure(options.filled()));
      facts
          .answers()
          .put(
              Report.STATE_UNDER_LOAD,
              readers.statesWhileRecording(server(Contenders.FILLED), UNDER_LOAD));
    }
    recordSizes(contenders, facts);
    checkPostgres(postgres, facts);
    checkH2(h2Files, facts);
    measureStarts(contenders, facts);
    say(report(facts));
  }

  /** Writes the report of what has been measured so far, and returns it. */
  private String report(Facts facts) throws IOException {
    Path output = options.product().resolve(options.output());
    Path chart = output.resolveSibling(output.getFileName().toString().replace(".md", ".svg"));
    Files.writeString(chart, new Chart(results).text());
    String report = new Report(options, facts, results).text(chart.getFileName().toString());
    Files.writeString(output, report);
    return report;
  }

  private ServerVariant server(String name) {
    return servers.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  private Contenders contenders(Path work, PostgresCluster postgres) throws Exception {
    WildFly wildFly =
        WildFly.configure(
            wildFlyHome(),
            work.resolve("servers"),
            options.product().resolve("server-config/wildfly"),
            target.resolve("postgresql.jar"));
    return new Contenders(
        options.product(), work, wildFly, postgres, new Wrk(Resources.path("callbacks.lua")));
  }

  private void startServers(Contenders contenders, PostgresCluster postgres) throws Exception {
    for (String name : options.variants()) {
      if (Contenders.isServer(name)) {
        say("starting " + name);
        if (name.equals(Contenders.FILLED)) {
          new FilledLedger(postgres, Contenders.database(name)).fill(options.filled());
        }
        ServerVariant server = closing(contenders.start(name, name, nextPort()));
        servers.add(server);
        variants.put(name, server);
      }
    }
  }

  private List<H2File> startWatching(Contenders contenders) {
    return servers.stream()
        .filter(server -> server.name().startsWith("h2"))
        .map(server -> closing(new H2File(server, contenders.userHome(server.name()))))
        .toList();
  }

  private void recordSizes(Contenders contenders, Facts facts) throws Exception {
    for (ServerVariant server : servers) {
      facts.archiveBytes().put(server.name(), Files.size(contenders.archive(server.name())));
      facts.peakMegabytes().put(server.name(), server.server().usage().peakMegabytes());
    }
  }

  /** What was answered OK must be there; what was under way when a run ended may be there too. */
  private void checkPostgres(PostgresCluster postgres, Facts facts) throws SQLException {
    for (ServerVariant server : servers) {
      String database = Contenders.database(server.name());
      if (postgres.databases().contains(database)) {
        long entries = (long) postgres.query(database, "SELECT count(*) FROM entry");
        long filled = server.name().equals(Contenders.FILLED) ? options.filled() : 0;
        facts.kept().put(server.name(), new Facts.Kept(server.events(), entries - filled));
      }
    }
  }

  private void checkH2(List<H2File> files, Facts facts) throws Exception {
    if (!files.isEmpty()) {
      say("resting");
      Thread.sleep(options.rest() * 1_000L);
    }
    for (H2File file : files) {
      facts.h2().put(file.name(), file.measureAndEnd());
    }
  }

  /** With nothing else running but PostgreSQL, on a database that has the tables already. */
  private void measureStarts(Contenders contenders, Facts facts) throws Exception {
    for (ServerVariant server : servers) {
      server.close();
    }
    for (int start = 1; start <= options.starts(); start++) {
      for (String name : List.of("a", "c", "e")) {
        if (options.variants().contains(name)) {
          say("start " + start + " of " + name);
          try (ServerVariant server = contenders.start(name, "start-" + name, START_PORT)) {
            facts.startSeconds(name).add(server.server().startUp().toMillis() / 1e3);
          }
        }
      }
    }
  }

  /** The product on an empty ledger and on a filled one by turns, as many times as rounds' half. */
  private void measureLastingLoads(PostgresCluster postgres, Facts facts) throws Exception {
    for (int turn = 0; options.lasting() > 0 && turn < (options.rounds() + 1) / 2; turn++) {
      for (String name : List.of("a", Contenders.FILLED)) {
        if (options.variants().contains(name)) {
          Lasting lasting = Lasting.measure(server(name), postgres, options.lasting());
          say("lasting load of " + name + ": " + lasting);
          facts.lasting().computeIfAbsent(name, absent -> new ArrayList<>()).add(lasting);
        }
      }
    }
  }

  private RawVariant raw(PostgresCluster postgres) throws Exception {
    postgres.create(RawVariant.NAME);
    RawVariant variant =
        closing(new RawVariant(postgres.connect(RawVariant.NAME), postgres.usage(), groupSizes));
    warmUp(variant);
    postgres.execute(RawVariant.NAME, "ANALYZE");
    return variant;
  }

  private void warmUp(PostgresCluster postgres) throws Exception {
    for (Variant variant : variants.values()) {
      say("warming up " + variant.name());
      warmUp(variant);
    }
    for (String database : postgres.databases()) {
      postgres.execute(database, "ANALYZE");
    }
    for (int subscribers : options.subscribers()) {
      groupSizes.put(subscribers, groupSize(postgres, subscribers));
    }
  }

  /**
   * Under the most connections, and then under each load, until the compilers of its Java have come
   * to rest: what they have learnt of large groups they learn anew from small ones.
   */
  private void warmUp(Variant variant) throws Exception {
    warmUp(variant, MOST_CONNECTIONS, 2);
    for (Load load : loads(PIECE)) {
      if (isMeasured(variant.name(), load)) {
        warmUp(variant, load.connections(), load.subscribers());
      }
    }
  }

  private void warmUp(Variant variant, int connections, int subscribers) throws Exception {
    for (int seconds = 0; seconds < options.warmUp(); seconds += PIECE) {
      double before = variant.compilerSeconds();
      variant.measure(new Load(connections, subscribers, PIECE));
      letCompile(variant);
      if (variant.compilerSeconds() - before < AT_REST * PIECE) {
        break;
      }
    }
    variant.settle();
  }

  /** Waits until what the load has queued is compiled, which under load takes many minutes. */
  private static void letCompile(Variant variant) throws InterruptedException {
    double compiled = AT_REST;
    for (int seconds = 0; seconds < RESTLESS && compiled >= AT_REST; seconds++) {
      double before = variant.compilerSeconds();
      Thread.sleep(1_000);
      compiled = variant.compilerSeconds() - before;
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
    for (Load load : loads(options.seconds())) {
      for (Variant variant : variants.values()) {
        if (isMeasured(variant.name(), load)) {
          variant.measure(new Load(load.connections(), load.subscribers(), LEAD_IN));
          Sample sample = variant.measure(load);
          variant.settle();
          results.add(variant.name(), load, sample);
          say(
              "round %d, %s, %d connections, %d subscribers: %.0f/s, p99 %.1f ms, max %.0f ms%s"
                  .formatted(
                      round,
                      variant.name(),
                      load.connections(),
                      load.subscribers(),
                      sample.perSecond(),
                      sample.p99Millis(),
                      sample.maxMillis(),
                      sample.failures() == 0 ? "" : ", FAILURES " + sample.failures()));
        }
      }
    }
  }

  private List<Load> loads(int seconds) {
    return options.subscribers().stream()
        .flatMap(
            subscribers ->
                options.connections().stream()
                    .map(connections -> new Load(connections, subscribers, seconds)))
        .toList();
  }

  private static boolean isMeasured(String variant, Load load) {
    boolean most = load.connections() == connections(load.subscribers());
    if (load.subscribers() > 2) {
      return most && List.of("a", "c", RawVariant.NAME).contains(variant);
    }
    return most || !List.of(RawVariant.NAME, Contenders.WATCHED).contains(variant);
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
    toClose.push(resource);
    return resource;
  }

  @Override
  public void close() {
    while (!toClose.isEmpty()) {
      try {
        toClose.pop().close();
      } catch (Exception e) {
        say("could not close: " + e);
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
