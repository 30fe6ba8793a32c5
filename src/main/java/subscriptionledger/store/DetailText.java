package subscriptionledger.store;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.AccountDetail;

/**
 * Converts an account's detail to the text of a column: a JSON object of the known properties, or
 * null if there are none. A text column is sufficient because the detail is only read as a whole,
 * and every database has text columns.
 */
final class DetailText {
  private static final Jsonb JSON = JsonbBuilder.create();

  private DetailText() {}

  static @Nullable String of(AccountDetail detail) {
    return detail.equals(AccountDetail.SILENT) ? null : JSON.toJson(detail);
  }

  static AccountDetail parse(@Nullable String text) {
    return text == null ? AccountDetail.SILENT : JSON.fromJson(text, AccountDetail.class);
  }
}
