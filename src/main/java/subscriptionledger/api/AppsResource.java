package subscriptionledger.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import subscriptionledger.feed.Feed;
import subscriptionledger.http.Replies;
import subscriptionledger.quarantine.Quarantine;
import subscriptionledger.states.StateQueries.Totals;
import subscriptionledger.states.States;

/** The apps that have a ledger here. */
@Path("/apps")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AppsResource {
  @Inject private Feed feed;
  @Inject private States states;
  @Inject private Quarantine quarantine;

  /** The response. */
  @Schema(
      name = "Apps",
      description = "The apps that have a ledger here",
      requiredProperties = {"apps"})
  @JsonbPropertyOrder({"apps"})
  public record AppsPayload(List<AppPayload> apps) {}

  /** An app. */
  @Schema(
      name = "App",
      description = "An app that has a ledger here",
      requiredProperties = {"app", "head", "accounts", "subscribers", "quarantined"})
  @JsonbPropertyOrder({"app", "head", "accounts", "subscribers", "quarantined"})
  public record AppPayload(
      @Schema(description = "The provider's SDKAppID") long app,
      @Schema(description = "The app's last sequence number, which is also its number of entries")
          long head,
      long accounts,
      @Schema(description = "The number of current subscriptions to all accounts of the app")
          long subscribers,
      @Schema(description = "The number of deliveries in quarantine that await a decision")
          long quarantined) {}

  @GET
  public Response apps() {
    return Replies.ok(
        new AppsPayload(
            feed.heads().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(head -> app(head.getKey(), head.getValue()))
                .toList()));
  }

  private AppPayload app(long app, long head) {
    Totals totals = states.asOf(head, app, reader -> reader.totals(app));
    return new AppPayload(app, head, totals.accounts(), totals.subscribers(), quarantine.size(app));
  }
}
