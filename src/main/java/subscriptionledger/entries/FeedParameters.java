package subscriptionledger.entries;

import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import subscriptionledger.http.IdParameter;
import subscriptionledger.ledger.EntryFilter;
import subscriptionledger.ledger.Kind;

/** The parameters that pages, files and streams of entries share: the filter and the beginning. */
public class FeedParameters {
  @QueryParam("kind")
  @Nullable Set<Kind> kinds;

  @QueryParam("account")
  @Nullable IdParameter account;

  @QueryParam("subscriber")
  @Nullable IdParameter subscriber;

  @QueryParam("from")
  @Nullable Instant from;

  @QueryParam("to")
  @Nullable Instant to;

  @QueryParam("after")
  @Nullable Long after;

  Optional<Long> after() {
    return Optional.ofNullable(after);
  }

  EntryFilter filter() {
    return new EntryFilter(
        Objects.requireNonNullElse(kinds, Set.of()),
        account == null ? Set.of() : Set.of(account.value()),
        IdParameter.valueOf(subscriber),
        from,
        to);
  }
}
