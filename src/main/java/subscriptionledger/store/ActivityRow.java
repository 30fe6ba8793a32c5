package subscriptionledger.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import subscriptionledger.ledger.Activity;
import subscriptionledger.ledger.Initiative;
import subscriptionledger.ledger.Kind;
import subscriptionledger.store.BulkTable.BulkColumn;

/** The number of entries of one group that occurred in one period. */
record ActivityRow(Key key, long entries) {
  static final BulkTable<ActivityRow> TABLE =
      new BulkTable<>(
          "activity",
          List.of("app", "width", "began_at", "account", "kind", "platform", "initiative"),
          List.of(
              BulkColumn.number("app", row -> row.key.app),
              BulkColumn.number("width", row -> row.key.width),
              BulkColumn.number("began_at", row -> row.key.beganAt),
              BulkColumn.text("account", row -> row.key.account),
              BulkColumn.text("kind", row -> row.key.kind.name()),
              BulkColumn.text("platform", row -> row.key.platform),
              BulkColumn.text("initiative", row -> row.key.initiative.name()),
              BulkColumn.number("entries", row -> row.entries)));

  /**
   * The group and period of a sum.
   *
   * @param width the length of the period in milliseconds
   * @param beganAt the beginning of the period in milliseconds since 1970; a multiple of the width
   * @param platform the provider's OptPlatform; empty if it is unknown
   */
  record Key(
      long app,
      long width,
      long beganAt,
      String account,
      Kind kind,
      String platform,
      Initiative initiative) {

    Activity toActivity(long entries) {
      return new Activity(Instant.ofEpochMilli(beganAt), kind, platform, initiative, entries);
    }

    Key beginningAt(long instant) {
      return new Key(app, width, instant, account, kind, platform, initiative);
    }

    Key ofWidth(long wider) {
      return new Key(
          app, wider, Math.floorDiv(beganAt, wider) * wider, account, kind, platform, initiative);
    }
  }

  /** Reads the current row of a result that has the columns of {@link #TABLE}. */
  static ActivityRow read(ResultSet result) throws SQLException {
    return new ActivityRow(
        new Key(
            result.getLong(1),
            result.getLong(2),
            result.getLong(3),
            result.getString(4),
            Kind.valueOf(result.getString(5)),
            result.getString(6),
            Initiative.valueOf(result.getString(7))),
        result.getLong(8));
  }
}
