package subscriptionledger.bench;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** A server as a variant: wrk sends to it. */
final class ServerVariant implements Variant, AutoCloseable {
  /** Within which a server has answered what was under way when wrk went. */
  private static final int ANSWERING_MILLIS = 500;

  private static final Set<String> WITHOUT_FOLLOWERS = Set.of("c", "e");

  private final String name;
  private final Server server;
  private final Wrk wrk;
  private final Optional<ProcessUsage> database;
  private final Followers followers;
  private long events;

  /**
   * @param database what the database uses, if that is not the server's own
   */
  ServerVariant(String name, Server server, Wrk wrk, Optional<ProcessUsage> database) {
    this.name = name;
    this.server = server;
    this.wrk = wrk;
    this.database = database;
    this.followers = new Followers(server.port());
  }

  @Override
  public String name() {
    return name;
  }

  /** What follows its ledger, if it is the product's. */
  Followers followers() {
    return followers;
  }

  Server server() {
    return server;
  }

  /** How many events it has answered OK, warm-up included. */
  long events() {
    return events;
  }

  @Override
  public Sample measure(Load load) throws Exception {
    double serverBefore = server.usage().cpuSeconds();
    double databaseBefore = databaseCpuSeconds();
    Wrk.Result result = send(load);
    double serverCpu = server.usage().cpuSeconds() - serverBefore;
    double databaseCpu = databaseCpuSeconds() - databaseBefore;
    return new Sample(
        result.ok() / result.seconds(),
        result.p50Millis(),
        result.p99Millis(),
        result.maxMillis(),
        serverCpu / result.ok() * 1_000,
        databaseCpu / result.ok() * 1_000,
        result.failures());
  }

  @Override
  public double compilerSeconds() {
    return server.usage().compilerSeconds();
  }

  @Override
  public void settle() throws IOException, InterruptedException {
    Thread.sleep(ANSWERING_MILLIS);
    if (!WITHOUT_FOLLOWERS.contains(name)) {
      followers.awaitAll();
    }
  }

  Wrk.Result send(Load load) throws IOException, InterruptedException {
    Wrk.Result result = wrk.send(server.port(), load);
    events += result.ok() * load.subscribers();
    return result;
  }

  private double databaseCpuSeconds() {
    return database.map(ProcessUsage::cpuSeconds).orElse(Double.NaN);
  }

  @Override
  public void close() {
    server.close();
  }
}
