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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import subscriptionledger.store.StateQueries.Totals;

/** The apps that have a ledger here. */
@Path("/apps")
@Tag(name = "Apps")
@APIResponse(responseCode = "400", ref = "BadRequest")
@APIResponse(responseCode = "401", ref = "Unauthorized")
@APIResponse(responseCode = "403", ref = "Forbidden")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class AppsResource {
  @Inject private Feed feed;
  @Inject private States states;
  @Inject private Quarantine quarantine;
  @Context private UriInfo uri;

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

  @Operation(operationId = "listApps", summary = "List the apps")
  @APIResponse(responseCode = "200", ref = "Apps")
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
