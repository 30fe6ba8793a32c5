package subscriptionledger.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Removes the time limit from migrations. The read timeout of a data source is meant for callbacks
 * and readers; it would abort a migration of millions of rows.
 */
final class UnlimitedMigration implements Callback {
  private int timeoutMillis;

  @Override
  public boolean supports(Event event, Context context) {
    return switch (event) {
      case BEFORE_EACH_MIGRATE, AFTER_EACH_MIGRATE, AFTER_EACH_MIGRATE_ERROR -> true;
      default -> false;
    };
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    try {
      Connection connection = context.getConnection();
      if (event == Event.BEFORE_EACH_MIGRATE) {
        timeoutMillis = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, 0);
      } else {
        connection.setNetworkTimeout(Runnable::run, timeoutMillis);
      }
    } catch (SQLException e) {
      throw new FlywayException("The timeout of a migration could not be set", e);
    }
  }

  @Override
  public String getCallbackName() {
    return "unlimited-migration";
  }
}
