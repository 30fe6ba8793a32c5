package subscriptionledger.bench.raw;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import subscriptionledger.bench.raw.Rows.Head;

/** What all forms have in common: each statement is prepared once, and the head is one row. */
abstract class PreparedStatements implements Statements {
  private static final String LOCK_HEAD =
      "SELECT last_sequence, last_delivery, last_recorded_at FROM app_head WHERE app = ? FOR UPDATE";

  private static final String MOVE_HEAD =
      "UPDATE app_head SET last_sequence = ?, last_delivery = ?, last_recorded_at = ? WHERE app = ?";

  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  PreparedStatements(Connection connection) {
    this.connection = connection;
  }

  final Connection connection() {
    return connection;
  }

  final PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }

  @Override
  public final Head lockHead(long app) throws SQLException {
    PreparedStatement select = prepare(LOCK_HEAD);
    select.setLong(1, app);
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return new Head(app, row.getLong(1), row.getLong(2), row.getLong(3));
    }
  }

  @Override
  public final void moveHead(Head head) throws SQLException {
    PreparedStatement update = prepare(MOVE_HEAD);
    update.setLong(1, head.sequence());
    update.setLong(2, head.delivery());
    update.setLong(3, head.recordedAt());
    update.setLong(4, head.app());
    update.executeUpdate();
  }

  @Override
  public final void close() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
  }
}
