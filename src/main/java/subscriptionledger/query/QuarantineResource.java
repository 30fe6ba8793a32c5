package subscriptionledger.query;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import subscriptionledger.store.QuarantineQueries.QuarantinedDelivery;
import subscriptionledger.store.QuarantineRow.DecisionType;

/** An app's authentic callbacks that were not understood. */
@Path("/apps/{app: \\d{1,18}}/quarantine")
@Tag(name = "Quarantine")
@APIResponse(responseCode = "400", ref = "BadRequest")
@APIResponse(responseCode = "401", ref = "Unauthorized")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "404", ref = "NotFound")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class QuarantineResource {
  private static final String OPERATOR = "ledger-operator";

  /**
   * The maximum number of deliveries on a page. It is low because each contains a body, which may
   * be long.
   */
  private static final int MAX_LIMIT = 100;

  @Inject private Quarantine quarantine;
  @Inject private Feed feed;
  @Inject private Replay replay;
  @Context private UriInfo uri;
  @Context private SecurityContext security;

  /** The two parts of the quarantine. */
  enum QuarantineSection {
    WAITING,
    DECIDED
  }

  @Operation(
      operationId = "listQuarantine",
      summary = "List the callbacks that were not understood")
  @Parameter(name = "after", ref = "afterDelivery")
  @Parameter(name = "limit", ref = "limitOfQuarantine")
  @Parameter(name = "which", ref = "which")
  @APIResponse(responseCode = "200", ref = "Quarantine")
  @GET
  public Response deliveries(@Parameter(ref = "app") @PathParam("app") long app) {
    Parameters parameters = Parameters.of(uri.getQueryParameters(), "after", "limit", "which");
    feed.head(app);
    long after = parameters.number("after").orElse(0L);
    boolean decided =
        parameters.oneOf("which", QuarantineSection.class).orElse(QuarantineSection.WAITING)
            == QuarantineSection.DECIDED;
    List<QuarantinedDelivery> deliveries =
        quarantine.deliveries(app, after, parameters.limit(MAX_LIMIT), decided);
    long next = deliveries.isEmpty() ? after : deliveries.get(deliveries.size() - 1).number();
    return Replies.ok(
        new QuarantinePayload(deliveries.stream().map(QuarantinePayload.Item::of).toList(), next));
  }

  @Operation(operationId = "getQuarantined", summary = "Get a callback that was not understood")
  @APIResponse(responseCode = "200", ref = "Quarantined")
  @GET
  @Path("{number: \\d{1,18}}")
  public Response delivery(
      @Parameter(ref = "app") @PathParam("app") long app,
      @Parameter(ref = "delivery") @PathParam("number") long number) {
    Parameters.of(uri.getQueryParameters());
    return Replies.ok(QuarantinePayload.Item.of(find(app, number)));
  }

  /**
   * Reads the delivery again, because this version may understand a callback that an older one did
   * not.
   */
  @Operation(
      operationId = "replay",
      summary = "Read a delivery again and record its events",
      description =
          "Requires the role ledger-operator. Nothing is recorded unless the whole delivery is now understood.")
  @APIResponse(responseCode = "200", ref = "Decided")
  @APIResponse(responseCode = "409", ref = "Conflict")
  @APIResponse(responseCode = "503", ref = "Unavailable")
  @POST
  @Path("{number: \\d{1,18}}/replay")
  public Response replay(
      @Parameter(ref = "app") @PathParam("app") long app,
      @Parameter(ref = "delivery") @PathParam("number") long number) {
    String operator = operator();
    QuarantinedDelivery delivery = find(app, number);
    if (delivery.decision().isPresent()) {
      throw new ProblemException(Problem.decided());
    }
    Replay.Result result = replay.replay(delivery, operator);
    if (result instanceof Replay.Result.NotUnderstood not) {
      throw new ProblemException(Problem.notUnderstood(not.objection()));
    }
    if (result instanceof Replay.Result.Decided) {
      throw new ProblemException(Problem.decided());
    }
    if (result instanceof Replay.Result.NotNow) {
      throw new ProblemException(
          Problem.unavailable(
              "The delivery was not recorded in time. Get it again before you retry: if it has a decision, it was recorded after all."));
    }
    if (result instanceof Replay.Result.SaysNothing) {
      return decide(app, number, DecisionType.REPLAYED, operator);
    }
    quarantine.log(app, number, DecisionType.REPLAYED, operator);
    return Replies.ok(QuarantinePayload.Item.of(find(app, number)));
  }

  @Operation(
      operationId = "discard",
      summary = "Discard a delivery without recording its events",
      description = "Requires the role ledger-operator.")
  @APIResponse(responseCode = "200", ref = "Decided")
  @APIResponse(responseCode = "409", ref = "Conflict")
  @POST
  @Path("{number: \\d{1,18}}/discard")
  public Response discard(
      @Parameter(ref = "app") @PathParam("app") long app,
      @Parameter(ref = "delivery") @PathParam("number") long number) {
    String operator = operator();
    find(app, number);
    return decide(app, number, DecisionType.DISCARDED, operator);
  }

  private Response decide(long app, long number, DecisionType type, String operator) {
    if (!quarantine.decide(app, number, type, operator)) {
      throw new ProblemException(Problem.decided());
    }
    return Replies.ok(QuarantinePayload.Item.of(find(app, number)));
  }

  /** Returns the name of the user, who must have the role of an operator. */
  private String operator() {
    if (!security.isUserInRole(OPERATOR)) {
      throw new ProblemException(Problem.lacksRole(OPERATOR));
    }
    Parameters.of(uri.getQueryParameters());
    return security.getUserPrincipal().getName();
  }

  private QuarantinedDelivery find(long app, long number) {
    return quarantine
        .delivery(app, number)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.unknown(app, "delivery " + number + " in quarantine")));
  }
}
