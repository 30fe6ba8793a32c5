package subscriptionledger.query;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import subscriptionledger.store.StateView.Totals;

/** The apps whose ledgers are kept. */
@Path("/apps")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AppsResource {
  @Inject private Feed feed;
  @Inject private States states;
  @Inject private Quarantine quarantine;
  @Context private UriInfo uri;

  /** The answer. */
  @JsonbPropertyOrder({"apps"})
  public record AppsPayload(List<AppPayload> apps) {}

  /**
   * An app.
   *
   * @param head its last sequence number, and so how many entries it has
   * @param subscribers how many subscriptions there are now, to all accounts together
   * @param quarantined how many deliveries wait in quarantine for a decision
   */
  @JsonbPropertyOrder({"app", "head", "accounts", "subscribers", "quarantined"})
  public record AppPayload(
      long app, long head, long accounts, long subscribers, long quarantined) {}

  @GET
  public Response apps() {
    Parameters.of(uri.getQueryParameters());
    return Replies.ok(
        new AppsPayload(
            feed.heads().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(head -> app(head.getKey(), head.getValue()))
                .toList()));
  }

  private AppPayload app(long app, long head) {
    Totals totals = states.totals(app);
    return new AppPayload(app, head, totals.accounts(), totals.subscribers(), quarantine.size(app));
  }
}
