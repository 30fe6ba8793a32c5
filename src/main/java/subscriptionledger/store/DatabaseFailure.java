package subscriptionledger.store;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Describes a database failure without users' data. The messages of drivers repeat the values of
 * the failed statement, so a description contains only the types of the exceptions and the codes
 * from the database (promise P10).
 */
public final class DatabaseFailure {
  private static final int CAUSES = 10;

  /**
   * The codes for a lock that was not obtained in time: PostgreSQL's lock_not_available, and the
   * code of SQL/CLI that H2 uses.
   */
  private static final Set<String> LOCKED = Set.of("55P03", "HYT00");

  /**
   * The SQL standard's class "syntax error or access rule violation"; a missing privilege is an
   * example.
   */
  private static final String OBJECTION = "42";

  private DatabaseFailure() {}

  /** Returns true if another transaction held a lock for too long. */
  public static boolean isForALock(Throwable failure) {
    return causes(failure)
        .anyMatch(
            cause ->
                cause instanceof TransactionFailedException failed
                    ? failed.isForALock()
                    : cause instanceof SQLException sql
                        && sql.getSQLState() != null
                        && LOCKED.contains(sql.getSQLState()));
  }

  /**
   * Returns true for a failure that may be temporary: the database was unreachable, refused
   * connections, or was busy. An objection of the database to a statement is permanent.
   */
  public static boolean mayPass(Throwable failure) {
    return causes(failure)
        .anyMatch(
            cause ->
                cause instanceof DatabaseClosedException
                    || (cause instanceof SQLException sql && !isObjection(sql.getSQLState())));
  }

  private static boolean isObjection(@Nullable String state) {
    return state != null && state.startsWith(OBJECTION);
  }

  /** Returns the failure and its causes in one line, outermost first. */
  public static String describe(Throwable failure) {
    return causes(failure).map(DatabaseFailure::describeOne).collect(Collectors.joining(" <- "));
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(CAUSES);
  }

  private static String describeOne(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    // These describe themselves, and say nothing of users.
    if (failure instanceof UnusableDatabaseException
        || failure instanceof TransactionFailedException) {
      return String.valueOf(failure.getMessage());
    }
    return failure instanceof SQLException sql
        ? String.format(
            Locale.ROOT, "%s(SQLState %s, code %d)", name, sql.getSQLState(), sql.getErrorCode())
        : name;
  }
}
