package subscriptionledger.callback;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import subscriptionledger.callback.CallbackReader.Meaning;
import subscriptionledger.callback.CallbackReader.Meaning.ToKeep;
import subscriptionledger.journal.Journal;
import subscriptionledger.journal.Receipt;
import subscriptionledger.ledger.Delivery;

/** Reads a callback again that was kept because it was not understood. */
@ApplicationScoped
public class Rereading {
  @Inject private Clock clock;
  @EJB private Journal journal;

  /**
   * Records what the callback says, if all of it is understood now.
   *
   * @param query as it was kept, without the signature
   * @return what is objected to; empty when it is recorded, or says nothing for the ledger
   * @throws IllegalStateException when it cannot be recorded now
   */
  public Optional<String> reread(long app, @Nullable String query, byte[] body) {
    Instant now = clock.instant();
    CallbackQuery parsed = CallbackQuery.parse(query);
    Meaning meaning = new CallbackReader(parsed, app, now).read(body);
    if (!(meaning instanceof ToKeep toKeep)) {
      return Optional.empty();
    }
    Delivery again = new Delivery(app, toKeep.command(), now, query, body, toKeep.reading());
    if (again.objection() != null) {
      return Optional.of(again.objection());
    }
    if (receipt(again, parsed.requestId().orElse("replay")) instanceof Receipt.Refused refused) {
      throw new IllegalStateException("the journal refuses: " + refused.reason());
    }
    return Optional.empty();
  }

  private Receipt receipt(Delivery delivery, String request) {
    try {
      return journal.append(delivery, request).toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new IllegalStateException("the journal failed", e);
    }
  }
}
