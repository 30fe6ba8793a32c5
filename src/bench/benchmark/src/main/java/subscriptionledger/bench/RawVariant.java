package subscriptionledger.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The database's limit: the statements of the product's journal, from one connection without a
 * server, in groups of the size that the product's have under the same load.
 */
final class RawVariant implements Variant, AutoCloseable {
  static final String NAME = "d";

  private static final String LOCK_AND_FIND =
      """
      SELECT last_sequence, last_delivery, last_recorded_at FROM app_head WHERE app = ? FOR UPDATE;
      SELECT f.event_key FROM unnest(?::bigint[], ?::bigint[], ?::bytea[]) AS k (app, occurred_at, event_key)
      CROSS JOIN LATERAL (
        SELECT e.event_key FROM entry e
        WHERE e.app = k.app AND e.occurred_at = k.occurred_at AND e.event_key = k.event_key LIMIT 1) f""";

  private static final String WRITE =
      """
      INSERT INTO delivery (app, id, command, received_at, query, body, outcome)
      SELECT * FROM unnest(
        ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::bytea[], ?::text[]);
      INSERT INTO entry (app, sequence, event_key, kind, account, subscriber, operator, platform,
        client_ip, occurred_at, recorded_at, source, delivery_id)
      SELECT * FROM unnest(
        ?::bigint[], ?::bigint[], ?::bytea[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
        ?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::bigint[]);
      UPDATE app_head SET last_sequence = ?, last_delivery = ?, last_recorded_at = ? WHERE app = ?""";

  private final Connection connection;
  private final ProcessUsage database;
  private final Map<Integer, Integer> groupSizes;
  private final PreparedStatement lockAndFind;
  private final PreparedStatement write;
  private final SplittableRandom random = new SplittableRandom();
  private final MessageDigest sha256;

  /**
   * Takes an empty database over.
   *
   * @param connection to a database with the product's tables; it is closed with this
   * @param groupSizes how many callbacks are in a group, by how many subscribers each lists
   */
  RawVariant(Connection connection, ProcessUsage database, Map<Integer, Integer> groupSizes)
      throws SQLException {
    this.connection = connection;
    this.database = database;
    this.groupSizes = groupSizes;
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO app_head (app, last_sequence, last_delivery, last_recorded_at)"
                + " VALUES (?, 0, 0, 0)")) {
      insert.setLong(1, Provider.APP);
      insert.executeUpdate();
    }
    connection.commit();
    lockAndFind = connection.prepareStatement(LOCK_AND_FIND);
    write = connection.prepareStatement(WRITE);
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Sample measure(Load load) throws SQLException {
    ProcessUsage own = ProcessUsage.of(ProcessHandle.current().pid());
    double ownBefore = own.cpuSeconds();
    double databaseBefore = database.cpuSeconds();
    int size = groupSizes.getOrDefault(load.subscribers(), 1);
    long began = System.nanoTime();
    long written = 0;
    long nanos;
    do {
      write(
          Stream.generate(
                  () ->
                      Callback.make(
                          random, Provider.APP, load.subscribers(), System.currentTimeMillis()))
              .limit(size)
              .toList());
      written += size;
      nanos = System.nanoTime() - began;
    } while (nanos < load.seconds() * 1_000_000_000L);
    return new Sample(
        written * 1e9 / nanos,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        (own.cpuSeconds() - ownBefore) * 1_000 / written,
        (database.cpuSeconds() - databaseBefore) * 1_000 / written,
        0);
  }

  @Override
  public double compilerSeconds() {
    return ProcessUsage.of(ProcessHandle.current().pid()).compilerSeconds();
  }

  private void write(List<Callback> group) throws SQLException {
    Set<String> fresh = new HashSet<>();
    Columns keys = new Columns();
    for (Callback callback : group) {
      for (String subscriber : callback.subscribers()) {
        byte[] key = key(callback, subscriber);
        if (fresh.add(HexFormat.of().formatHex(key))) {
          keys.add(Provider.APP, callback.eventTime(), key);
        }
      }
    }
    long[] head = lockAndFind(keys, fresh);
    long now = Math.max(head[2], System.currentTimeMillis());

    Columns deliveries = new Columns();
    Columns entries = new Columns();
    for (Callback callback : group) {
      head[1]++;
      deliveries.add(
          Provider.APP,
          head[1],
          callback.command(),
          now,
          callback.query(),
          callback.body(),
          "RECORDED");
      for (String subscriber : callback.subscribers()) {
        byte[] key = key(callback, subscriber);
        if (fresh.remove(HexFormat.of().formatHex(key))) {
          head[0]++;
          entries.add(
              Provider.APP,
              head[0],
              key,
              callback.subscribes() ? "SUBSCRIBED" : "UNSUBSCRIBED",
              callback.account(),
              subscriber,
              callback.operator(),
              "Android",
              "203.0.113.7",
              callback.eventTime(),
              now,
              "CALLBACK",
              head[1]);
        }
      }
    }
    int parameter = deliveries.bind(write, 1);
    parameter = entries.bind(write, parameter);
    write.setLong(parameter++, head[0]);
    write.setLong(parameter++, head[1]);
    write.setLong(parameter++, now);
    write.setLong(parameter, Provider.APP);
    write.execute();
    connection.commit();
  }

  /**
   * Returns the last sequence, delivery and time of the head.
   *
   * @param fresh from which the keys of recorded events are removed
   */
  private long[] lockAndFind(Columns keys, Set<String> fresh) throws SQLException {
    lockAndFind.setLong(1, Provider.APP);
    keys.bind(lockAndFind, 2);
    lockAndFind.execute();
    long[] head = new long[3];
    try (ResultSet row = lockAndFind.getResultSet()) {
      row.next();
      for (int i = 0; i < head.length; i++) {
        head[i] = row.getLong(i + 1);
      }
    }
    lockAndFind.getMoreResults();
    try (ResultSet rows = lockAndFind.getResultSet()) {
      while (rows.next()) {
        fresh.remove(HexFormat.of().formatHex(rows.getBytes(1)));
      }
    }
    return head;
  }

  /** Rows as one array for each column. */
  private static final class Columns {
    private final List<List<Object>> columns = new ArrayList<>();

    void add(Object... row) {
      while (columns.size() < row.length) {
        columns.add(new ArrayList<>());
      }
      for (int i = 0; i < row.length; i++) {
        columns.get(i).add(row[i]);
      }
    }

    int bind(PreparedStatement statement, int first) throws SQLException {
      int parameter = first;
      for (List<Object> column : columns) {
        statement.setArray(parameter++, array(statement.getConnection(), column));
      }
      return parameter;
    }

    private static Array array(Connection connection, List<Object> column) throws SQLException {
      if (column.get(0) instanceof Long) {
        return connection.createArrayOf("bigint", column.toArray(Long[]::new));
      }
      return column.get(0) instanceof byte[]
          ? connection.createArrayOf("bytea", column.toArray(byte[][]::new))
          : connection.createArrayOf("text", column.toArray(String[]::new));
    }
  }

  private byte[] key(Callback callback, String subscriber) {
    return sha256.digest(
        (callback.command() + callback.account() + subscriber + callback.eventTime())
            .getBytes(UTF_8));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
