package subscriptionledger.query;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.AccountId;
import subscriptionledger.ledger.PointInTime;
import subscriptionledger.ledger.SubscriptionId;
import subscriptionledger.ledger.SubscriptionStatus;
import subscriptionledger.store.AccountRow;

/** The accounts of an app and the subscriptions to them. */
@Path("/apps/{app: \\d{1,18}}")
@Tag(name = "States")
@APIResponse(responseCode = "400", ref = "BadRequest")
@APIResponse(responseCode = "401", ref = "Unauthorized")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "404", ref = "NotFound")
@RequestScoped
public class AccountsResource {
  private static final int MAX_LIMIT = 1_000;

  @Inject private Feed feed;
  @Inject private States states;
  @Inject private Exports exports;
  @Context private UriInfo uri;
  @Context private Request request;

  @Operation(operationId = "listAccounts", summary = "List the accounts of an app")
  @Parameter(name = "after", ref = "afterAccount")
  @Parameter(name = "limit", ref = "limit")
  @APIResponse(responseCode = "200", ref = "Accounts")
  @APIResponse(responseCode = "304", ref = "NotModified")
  @GET
  @Path("accounts")
  @Produces(MediaType.APPLICATION_JSON)
  public Response accounts(@Parameter(ref = "app") @PathParam("app") long app) {
    Parameters parameters = parameters("after", "limit");
    String after = parameters.id("after").orElse("");
    int limit = parameters.limit(MAX_LIMIT);
    long head = feed.head(app);
    return Replies.ofHead(
        request,
        head,
        () -> {
          List<AccountRow> rows = states.accounts(app, after, limit);
          String next = rows.size() < limit ? null : rows.get(limit - 1).id().account();
          return page(
              new AccountPayload.Page(rows.stream().map(AccountPayload::of).toList(), next, head),
              next);
        });
  }

  @Operation(operationId = "getAccount", summary = "Get an account")
  @APIResponse(responseCode = "200", ref = "Account")
  @APIResponse(responseCode = "304", ref = "NotModified")
  @GET
  @Path("accounts/{account}")
  @Produces(MediaType.APPLICATION_JSON)
  public Response account(
      @Parameter(ref = "app") @PathParam("app") long app,
      @Parameter(ref = "accountInPath") @PathParam("account") String account) {
    parameters();
    AccountId id = new AccountId(app, PathId.of(account));
    return ofHead(
        app,
        () ->
            Replies.builder(
                states
                    .account(id)
                    .map(AccountPayload::of)
                    .orElseThrow(
                        () ->
                            new ProblemException(
                                Problem.unknown(app, "account " + id.account())))));
  }

  @Operation(
      operationId = "listSubscriptions",
      summary = "List the subscriptions to an account, now or at a point in the past",
      description =
          "As text/csv or application/x-ndjson, the response is a file with all subscriptions; the parameter limit is then not allowed.")
  @Parameter(name = "status", ref = "status")
  @Parameter(name = "asOf", ref = "asOf")
  @Parameter(name = "knownAt", ref = "knownAt")
  @Parameter(name = "after", ref = "afterSubscriber")
  @Parameter(name = "limit", ref = "limit")
  @Parameter(name = "bom", ref = "bom")
  @APIResponse(responseCode = "200", ref = "Subscriptions")
  @APIResponse(responseCode = "304", ref = "NotModified")
  @APIResponse(responseCode = "503", ref = "Unavailable")
  @GET
  @Path("accounts/{account}/subscriptions")
  @Produces(MediaType.APPLICATION_JSON)
  public Response subscriptions(
      @Parameter(ref = "app") @PathParam("app") long app,
      @Parameter(ref = "accountInPath") @PathParam("account") String account) {
    Parameters parameters = parameters("status", "asOf", "knownAt", "after", "limit", "bom");
    parameters.notOfCsv("bom");
    int limit = parameters.limit(MAX_LIMIT);
    States.SubscriptionQuery query = query(app, account, parameters);
    long head = query.head();
    return Replies.ofHead(request, head, () -> page(states.page(query, limit), head));
  }

  @Operation(hidden = true)
  @GET
  @Path("accounts/{account}/subscriptions")
  @Produces(Exports.CSV + Exports.ONLY_IF_ASKED_FOR)
  public Response csv(
      @PathParam("app") long app,
      @PathParam("account") String account,
      @Context HttpServletRequest request,
      @Context HttpServletResponse response) {
    Parameters parameters = ofFile();
    return exports.csv(
        query(app, account, parameters),
        parameters.ofCsv("bom"),
        new Exports.HttpExchange(request, response));
  }

  @Operation(hidden = true)
  @GET
  @Path("accounts/{account}/subscriptions")
  @Produces(Exports.NDJSON + Exports.ONLY_IF_ASKED_FOR)
  public Response ndjson(
      @PathParam("app") long app,
      @PathParam("account") String account,
      @Context HttpServletRequest request,
      @Context HttpServletResponse response) {
    Parameters parameters = ofFile();
    parameters.notOfCsv("bom");
    return exports.ndjson(
        query(app, account, parameters), new Exports.HttpExchange(request, response));
  }

  @Operation(
      operationId = "getSubscription",
      summary = "Get the state and the history of a subscription")
  @Parameter(name = "asOf", ref = "asOf")
  @Parameter(name = "knownAt", ref = "knownAt")
  @APIResponse(responseCode = "200", ref = "Subscription")
  @APIResponse(responseCode = "304", ref = "NotModified")
  @GET
  @Path("accounts/{account}/subscriptions/{subscriber}")
  @Produces(MediaType.APPLICATION_JSON)
  public Response subscription(
      @Parameter(ref = "app") @PathParam("app") long app,
      @Parameter(ref = "accountInPath") @PathParam("account") String account,
      @Parameter(ref = "subscriberInPath") @PathParam("subscriber") String subscriber) {
    Parameters parameters = parameters("asOf", "knownAt");
    SubscriptionId id = new SubscriptionId(app, PathId.of(account), PathId.of(subscriber));
    PointInTime pointInTime = parameters.pointInTime();
    return Replies.ofHead(
        request,
        feed.head(app, pointInTime),
        () -> Replies.builder(states.subscription(id, pointInTime)));
  }

  /** Lists the subscriptions of a user to all accounts. */
  @Operation(
      operationId = "listSubscriptionsOfSubscriber",
      summary = "List the subscriptions of a user to all accounts")
  @Parameter(name = "asOf", ref = "asOf")
  @Parameter(name = "knownAt", ref = "knownAt")
  @Parameter(name = "after", ref = "afterAccount")
  @Parameter(name = "limit", ref = "limit")
  @APIResponse(responseCode = "200", ref = "SubscriptionsOfSubscriber")
  @APIResponse(responseCode = "304", ref = "NotModified")
  @GET
  @Path("subscribers/{subscriber}/subscriptions")
  @Produces(MediaType.APPLICATION_JSON)
  public Response subscriptionsOf(
      @Parameter(ref = "app") @PathParam("app") long app,
      @Parameter(ref = "subscriberInPath") @PathParam("subscriber") String subscriber) {
    Parameters parameters = parameters("asOf", "knownAt", "after", "limit");
    String id = PathId.of(subscriber);
    PointInTime pointInTime = parameters.pointInTime();
    String after = parameters.id("after").orElse("");
    int limit = parameters.limit(MAX_LIMIT);
    long head = feed.head(app, pointInTime);
    return Replies.ofHead(
        request, head, () -> page(states.ofSubscriber(app, id, pointInTime, after, limit), head));
  }

  private Parameters parameters(String... known) {
    return Parameters.of(uri.getQueryParameters(), known);
  }

  private Parameters ofFile() {
    return parameters("status", "asOf", "knownAt", "after", "bom");
  }

  /** Builds the query. The response is based on the current head. */
  private States.SubscriptionQuery query(long app, String account, Parameters parameters) {
    AccountId id = new AccountId(app, PathId.of(account));
    PointInTime pointInTime = parameters.pointInTime();
    return new States.SubscriptionQuery(
        id,
        pointInTime,
        feed.head(app, pointInTime),
        parameters.oneOf("status", SubscriptionStatus.class).orElse(null),
        parameters.id("after").orElse(""));
  }

  private Response ofHead(long app, Supplier<Response.ResponseBuilder> answer) {
    return Replies.ofHead(request, feed.head(app), answer);
  }

  private Response.ResponseBuilder page(States.Page page, long head) {
    return page(new SubscriptionsPayload(page.subscriptions(), page.next(), head), page.next());
  }

  private Response.ResponseBuilder page(Object payload, @Nullable String next) {
    Response.ResponseBuilder answer = Replies.builder(payload);
    return next == null ? answer : answer.link(NextPage.of(uri.getRequestUri(), next), "next");
  }
}
