package subscriptionledger.states;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subscriptionledger.feed.Feed;
import subscriptionledger.http.Exports;
import subscriptionledger.http.IdParameter;
import subscriptionledger.http.NextPage;
import subscriptionledger.http.Problem;
import subscriptionledger.http.ProblemException;
import subscriptionledger.http.QueryParameters;
import subscriptionledger.http.Replies;
import subscriptionledger.ledger.AccountId;
import subscriptionledger.ledger.PointInTime;
import subscriptionledger.ledger.SubscriptionId;
import subscriptionledger.store.AccountRow;

/** The accounts of an app and the subscriptions to them. */
@Path("/apps/{app: \\d{1,18}}")
@RequestScoped
public class AccountsResource {
  private static final int MAX_LIMIT = 1_000;

  @Inject private Feed feed;
  @Inject private States states;
  @Inject private StateExport exports;
  @Context private UriInfo uri;
  @Context private Request request;

  @GET
  @Path("accounts")
  @Produces(MediaType.APPLICATION_JSON)
  public Response accounts(
      @PathParam("app") long app,
      @QueryParam("after") @Nullable IdParameter after,
      @DefaultValue("100") @QueryParam("limit") Long limit) {
    int most = QueryParameters.limit(limit, MAX_LIMIT);
    long head = feed.head(app);
    return Replies.ofHead(
        request,
        head,
        () -> {
          List<AccountRow> rows =
              states.asOf(head, app, reader -> reader.accounts(app, valueOf(after), most));
          String next = rows.size() < most ? null : rows.get(most - 1).id().account();
          return page(
              new AccountPayload.Page(rows.stream().map(AccountPayload::of).toList(), next, head),
              next);
        });
  }

  @GET
  @Path("accounts/{account}")
  @Produces(MediaType.APPLICATION_JSON)
  public Response account(@PathParam("app") long app, @PathParam("account") IdParameter account) {
    AccountId id = new AccountId(app, account.value());
    long head = feed.head(app);
    return Replies.ofHead(
        request,
        head,
        () ->
            Replies.builder(
                states
                    .asOf(head, app, reader -> reader.account(id))
                    .map(AccountPayload::of)
                    .orElseThrow(
                        () ->
                            new ProblemException(
                                Problem.unknown(app, "account " + id.account())))));
  }

  @GET
  @Path("accounts/{account}/subscriptions")
  @Produces(MediaType.APPLICATION_JSON)
  public Response subscriptions(
      @BeanParam SubscriptionParameters parameters,
      @DefaultValue("100") @QueryParam("limit") Long limit,
      @DefaultValue("false") @QueryParam("bom") Boolean bom) {
    QueryParameters.refuseBom(bom);
    int most = QueryParameters.limit(limit, MAX_LIMIT);
    SubscriptionQuery query = query(parameters);
    long head = query.head();
    return Replies.ofHead(
        request,
        head,
        () -> page(states.asOf(head, parameters.app, reader -> reader.page(query, most)), head));
  }

  @GET
  @Path("accounts/{account}/subscriptions")
  @Produces(Exports.CSV + Exports.ONLY_IF_ASKED_FOR)
  public Response csv(
      @BeanParam SubscriptionParameters parameters,
      @DefaultValue("false") @QueryParam("bom") Boolean bom,
      @Context HttpServletRequest request,
      @Context HttpServletResponse response) {
    return exports.csv(query(parameters), bom, new Exports.HttpExchange(request, response));
  }

  @GET
  @Path("accounts/{account}/subscriptions")
  @Produces(Exports.NDJSON + Exports.ONLY_IF_ASKED_FOR)
  public Response ndjson(
      @BeanParam SubscriptionParameters parameters,
      @DefaultValue("false") @QueryParam("bom") Boolean bom,
      @Context HttpServletRequest request,
      @Context HttpServletResponse response) {
    QueryParameters.refuseBom(bom);
    return exports.ndjson(query(parameters), new Exports.HttpExchange(request, response));
  }

  @GET
  @Path("accounts/{account}/subscriptions/{subscriber}")
  @Produces(MediaType.APPLICATION_JSON)
  public Response subscription(
      @PathParam("app") long app,
      @PathParam("account") IdParameter account,
      @PathParam("subscriber") IdParameter subscriber,
      @BeanParam PointInTimeParameters parameters) {
    SubscriptionId id = new SubscriptionId(app, account.value(), subscriber.value());
    PointInTime pointInTime = parameters.pointInTime();
    long head = feed.head(app, pointInTime);
    return Replies.ofHead(
        request, head, () -> Replies.builder(states.subscription(id, pointInTime, head)));
  }

  /** Lists the subscriptions of a user to all accounts. */
  @GET
  @Path("subscribers/{subscriber}/subscriptions")
  @Produces(MediaType.APPLICATION_JSON)
  public Response subscriptionsOf(
      @PathParam("app") long app,
      @PathParam("subscriber") IdParameter subscriber,
      @BeanParam PointInTimeParameters parameters,
      @QueryParam("after") @Nullable IdParameter after,
      @DefaultValue("100") @QueryParam("limit") Long limit) {
    int most = QueryParameters.limit(limit, MAX_LIMIT);
    PointInTime pointInTime = parameters.pointInTime();
    long head = feed.head(app, pointInTime);
    return Replies.ofHead(
        request,
        head,
        () ->
            page(
                states.asOf(
                    head,
                    app,
                    reader ->
                        reader.ofSubscriber(
                            app, subscriber.value(), pointInTime, valueOf(after), most)),
                head));
  }

  /** Builds the query. The response is based on the current head. */
  private SubscriptionQuery query(SubscriptionParameters parameters) {
    return new SubscriptionQuery(
        new AccountId(parameters.app, parameters.account.value()),
        parameters.pointInTime(),
        feed.head(parameters.app, parameters.pointInTime()),
        parameters.status,
        valueOf(parameters.after));
  }

  /** Returns the id after which a page begins; empty for the first page. */
  private static String valueOf(@Nullable IdParameter after) {
    return after == null ? "" : after.value();
  }

  private Response.ResponseBuilder page(StateReader.Page page, long head) {
    return page(new SubscriptionsPayload(page.subscriptions(), page.next(), head), page.next());
  }

  private Response.ResponseBuilder page(Object payload, @Nullable String next) {
    Response.ResponseBuilder answer = Replies.builder(payload);
    return next == null ? answer : answer.link(NextPage.of(uri.getRequestUri(), next), "next");
  }
}
