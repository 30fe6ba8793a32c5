package subscriptionledger.states;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subscriptionledger.http.Csv;
import subscriptionledger.http.Exports;
import subscriptionledger.http.Exports.FileFormat;
import subscriptionledger.http.Exports.HttpExchange;
import subscriptionledger.http.Exports.Pages;
import subscriptionledger.http.Exports.Trailer;

/** Exports the states of subscriptions as files. */
@ApplicationScoped
public class StateExport {
  @Inject private States states;
  @Inject private Exports exports;

  Response csv(SubscriptionQuery query, boolean bom, HttpExchange exchange) {
    String header =
        Csv.header(bom, "app", "account", "subscriber", "status", "since", "reason", "sequence");
    return exports.file(
        new StatePages(query), FileFormat.csv(name(query), header, StateExport::csv), exchange);
  }

  Response ndjson(SubscriptionQuery query, HttpExchange exchange) {
    return exports.file(new StatePages(query), FileFormat.ndjson(name(query)), exchange);
  }

  private static String name(SubscriptionQuery query) {
    return "subscriptions-" + query.account().app();
  }

  private static String csv(SubscriptionPayload state) {
    return Csv.line(
        state.app(),
        state.account(),
        state.subscriber(),
        state.status(),
        state.since(),
        state.reason(),
        state.sequence());
  }

  private final class StatePages implements Pages<SubscriptionPayload> {
    private final SubscriptionQuery query;
    private @Nullable String next;
    private String last;

    StatePages(SubscriptionQuery query) {
      this.query = query;
      this.next = query.after();
      this.last = query.after();
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public List<SubscriptionPayload> read() {
      SubscriptionQuery part = query.after(next == null ? last : next);
      StateReader.Page page =
          states.asOf(
              query.head(), query.account().app(), reader -> reader.page(part, Exports.PAGE));
      List<SubscriptionPayload> found = page.subscriptions();
      next = page.next();
      last = found.isEmpty() ? last : found.get(found.size() - 1).subscriber();
      return found;
    }

    @Override
    public Trailer trailer() {
      return new Trailer(last, query.head());
    }
  }
}
