package subscriptionledger.store;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.AccountDetail;

/**
 * An account's detail as the text of a column: a JSON object of what is known, or null when nothing
 * is. It is kept as text because it is only ever read whole, and every database has text.
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
