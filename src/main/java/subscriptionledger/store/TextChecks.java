package subscriptionledger.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Checks that a database can hold the texts of a ledger. */
final class TextChecks {
  private TextChecks() {}

  /**
   * Checks that the database can store all text. H2 always can; a PostgreSQL database has an
   * encoding that was chosen when it was created.
   */
  static void requireAllTexts(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SHOW server_encoding")) {
      result.next();
      String encoding = result.getString(1);
      if (!encoding.equals("UTF8")) {
        throw new UnusableDatabaseException(
            "the encoding of the database is "
                + encoding
                + ", which cannot store all text; it must be UTF8");
      }
    }
  }

  /**
   * Checks that the database distinguishes case and accents, which H2 does not if IGNORECASE or
   * COLLATION is set accordingly.
   */
  static void requireDistinctTexts(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT CAST('a' AS VARCHAR(1)) = 'A' OR CAST('a' AS VARCHAR(1)) = '\u00e1'")) {
      result.next();
      if (result.getBoolean(1)) {
        throw new UnusableDatabaseException(
            "the collation of the database ignores case or accents and would treat two users as one;"
                + " it must distinguish them");
      }
    }
  }
}
