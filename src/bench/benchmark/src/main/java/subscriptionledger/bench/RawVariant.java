package subscriptionledger.bench;

import java.sql.SQLException;
import java.util.Map;
import subscriptionledger.bench.raw.RawWriter;

/** The database alone: groups of the size that the product's have under the same load. */
final class RawVariant implements Variant {
  private final String name;
  private final RawWriter writer;
  private final ProcessUsage database;
  private final Map<Integer, Integer> groupSizes;

  /**
   * @param groupSizes how many callbacks are in a group, by how many subscribers each lists
   */
  RawVariant(
      String name, RawWriter writer, ProcessUsage database, Map<Integer, Integer> groupSizes) {
    this.name = name;
    this.writer = writer;
    this.database = database;
    this.groupSizes = groupSizes;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Sample measure(Load load) throws SQLException {
    ProcessUsage own = ProcessUsage.of(ProcessHandle.current().pid());
    double ownBefore = own.cpuSeconds();
    double databaseBefore = database.cpuSeconds();
    int group = groupSizes.getOrDefault(load.subscribers(), 1);
    double perSecond = writer.write(group, load.subscribers(), load.seconds());
    double thousands = perSecond * load.seconds() / 1_000;
    return new Sample(
        perSecond,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        (own.cpuSeconds() - ownBefore) / thousands,
        (database.cpuSeconds() - databaseBefore) / thousands,
        0);
  }
}
