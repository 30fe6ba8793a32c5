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
import subscriptionledger.store.LedgerView;
import subscriptionledger.store.LedgerView.QuarantinedDelivery;

/** The callbacks of an app that were authentic and not understood. */
@Path("/apps/{app: \\d{1,18}}/quarantine")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class QuarantineResource {
  /** Each comes with its body, which may be long. */
  private static final int MAX_LIMIT = 100;

  @Inject private LedgerView ledger;

  @GET
  @Transactional
  public Response quarantine(@PathParam("app") long app, @Context UriInfo uri) {
    PageRequest page = PageRequest.of(uri.getQueryParameters(), MAX_LIMIT);
    if (ledger.head(app).isEmpty()) {
      throw new ProblemException(Problem.unknownApp());
    }
    List<QuarantinedDelivery> quarantined = ledger.quarantine(app, page.after(), page.limit());
    long next =
        quarantined.isEmpty() ? page.after() : quarantined.get(quarantined.size() - 1).number();
    return Response.ok(
            new QuarantinePayload(
                quarantined.stream().map(QuarantinePayload.Item::of).toList(), next))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
