package subscriptionledger.query;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import subscriptionledger.ledger.Entry;
import subscriptionledger.store.LedgerView;

/** The feed of an app: its entries in the order of their numbers. */
@Path("/apps/{app: \\d{1,18}}/entries")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class EntriesResource {
  private static final int MAX_LIMIT = 1_000;

  @Inject private LedgerView ledger;

  @GET
  @Transactional
  public Response entries(@PathParam("app") long app, @Context UriInfo uri) {
    PageRequest page = PageRequest.of(uri.getQueryParameters(), MAX_LIMIT);
    List<Entry> entries = ledger.entries(app, page.after(), page.limit());
    // The head is read after the page: so it is never behind the last entry of it.
    long head = ledger.head(app).orElseThrow(() -> new ProblemException(Problem.unknownApp()));
    long next = entries.isEmpty() ? page.after() : entries.get(entries.size() - 1).sequence();
    return Response.ok(
            new EntriesPayload(entries.stream().map(EntryPayload::of).toList(), next, head))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
