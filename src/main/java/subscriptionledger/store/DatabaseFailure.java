package subscriptionledger.store;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a database's failure without a user's data. The messages of drivers repeat the values of
 * the statement that failed; so only the kinds of the failures are told, and the codes that the
 * database gave (promise P10).
 */
public final class DatabaseFailure {
  private static final int CAUSES = 10;

  /** PostgreSQL's lock_not_available, and what H2 has of SQL/CLI: the wait for a lock is over. */
  private static final Set<String> LOCKED = Set.of("55P03", "HYT00");

  /** Syntax error or access rule violation, in the SQL standard: a missing right, for example. */
  private static final String OBJECTION = "42";

  private DatabaseFailure() {}

  /** Whether somebody else held a lock for too long. */
  public static boolean isForALock(Throwable failure) {
    return causes(failure)
        .anyMatch(
            cause ->
                cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && LOCKED.contains(sql.getSQLState()));
  }

  /**
   * Whether the database may answer later: it was not reached, let nobody in, or was not done with
   * itself. What it has objected to, it will object to again.
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

  /** The failure and its causes, from the outermost, in one line. */
  public static String describe(Throwable failure) {
    return causes(failure).map(DatabaseFailure::describeOne).collect(Collectors.joining(" <- "));
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(CAUSES);
  }

  private static String describeOne(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    if (failure instanceof UnusableDatabaseException) {
      return String.valueOf(failure.getMessage());
    }
    return failure instanceof SQLException sql
        ? String.format(
            Locale.ROOT, "%s(SQLState %s, code %d)", name, sql.getSQLState(), sql.getErrorCode())
        : name;
  }
}
