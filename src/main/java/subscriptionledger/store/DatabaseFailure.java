package subscriptionledger.store;

import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells of a database's failure without a user's data. The messages of drivers repeat the values of
 * the statement that failed; so only the kinds of the failures are told, and the codes that the
 * database gave (promise P10).
 */
public final class DatabaseFailure {
  private static final int CAUSES = 10;

  private DatabaseFailure() {}

  /** The failure and its causes, from the outermost, in one line. */
  public static String describe(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(CAUSES)
        .map(DatabaseFailure::describeOne)
        .collect(Collectors.joining(" <- "));
  }

  private static String describeOne(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    return failure instanceof SQLException sql
        ? "%s(SQLState %s, code %d)".formatted(name, sql.getSQLState(), sql.getErrorCode())
        : name;
  }
}
