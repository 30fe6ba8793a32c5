package subscriptionledger.entries;

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
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import subscriptionledger.feed.Feed;
import subscriptionledger.feed.Feed.EntryQuery;
import subscriptionledger.feed.Feed.Page;
import subscriptionledger.http.BulkheadFilter;
import subscriptionledger.http.Exports;
import subscriptionledger.http.NextPage;
import subscriptionledger.http.Problem;
import subscriptionledger.http.ProblemException;
import subscriptionledger.http.QueryParameters;
import subscriptionledger.http.Replies;
import subscriptionledger.store.LedgerQueries.Order;

/** The feed of an app: its entries in the order of their numbers. */
@Path("/apps/{app: \\d{1,18}}/entries")
@RequestScoped
public class EntriesResource {
  private static final int MAX_LIMIT = 1_000;

  @Inject private Feed feed;
  @Inject private LongPolls longPolls;
  @Inject private EntryExport exports;
  @Context private UriInfo uri;
  @Context private Request request;

  /** Returns a page. If it is empty, the response waits for an entry. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> entries(
      @PathParam("app") long app,
      @BeanParam FeedParameters parameters,
      @DefaultValue("100") @QueryParam("limit") Long limit,
      @DefaultValue("ASC") @QueryParam("order") Order order,
      @DefaultValue("PT0S") @QueryParam("wait") Duration wait,
      @DefaultValue("false") @QueryParam("bom") Boolean bom,
      @Context HttpServletRequest exchange) {
    QueryParameters.refuseBom(bom);
    long start = order == Order.ASC ? 0 : Long.MAX_VALUE;
    EntryQuery query =
        new EntryQuery(
            app,
            parameters.filter(),
            parameters.after().orElse(start),
            QueryParameters.limit(limit, MAX_LIMIT),
            order);
    if (!wait.isZero() && order == Order.DESC) {
      throw QueryParameters.bad("wait", "cannot be combined with order=desc");
    }
    long head = feed.head(app);
    URI requested = uri.getRequestUri();
    if (wait.isZero()) {
      return CompletableFuture.completedFuture(
          Replies.ofHead(request, head, () -> answer(feed.page(query, head), query, requested)));
    }
    CompletionStage<Page> first = longPolls.first(query, head, wait);
    if (!first.toCompletableFuture().isDone()) {
      BulkheadFilter.leave(exchange);
    }
    return first.thenApply(page -> answer(page, query, requested).build());
  }

  @GET
  @Produces(Exports.CSV + Exports.ONLY_IF_ASKED_FOR)
  public Response csv(
      @PathParam("app") long app,
      @BeanParam FeedParameters parameters,
      @QueryParam("limit") @Nullable Long limit,
      @DefaultValue("false") @QueryParam("bom") Boolean bom,
      @Context HttpServletRequest request,
      @Context HttpServletResponse response) {
    return exports.csv(
        query(app, parameters, limit), bom, new Exports.HttpExchange(request, response));
  }

  @GET
  @Produces(Exports.NDJSON + Exports.ONLY_IF_ASKED_FOR)
  public Response ndjson(
      @PathParam("app") long app,
      @BeanParam FeedParameters parameters,
      @QueryParam("limit") @Nullable Long limit,
      @DefaultValue("false") @QueryParam("bom") Boolean bom,
      @Context HttpServletRequest request,
      @Context HttpServletResponse response) {
    QueryParameters.refuseBom(bom);
    return exports.ndjson(
        query(app, parameters, limit), new Exports.HttpExchange(request, response));
  }

  @GET
  @Path("{sequence: \\d{1,18}}")
  @Produces(MediaType.APPLICATION_JSON)
  public Response entry(@PathParam("app") long app, @PathParam("sequence") long sequence) {
    feed.head(app);
    EntryPayload entry =
        feed.entry(app, sequence)
            .map(EntryPayload::of)
            .orElseThrow(() -> new ProblemException(Problem.unknown(app, "entry " + sequence)));
    // An entry never changes, so its number identifies its only version.
    return Replies.ofHead(request, sequence, () -> Replies.builder(entry));
  }

  /** Builds the query of an export, which ends at the current head. */
  private EntryExport.ExportQuery query(long app, FeedParameters parameters, @Nullable Long limit) {
    return new EntryExport.ExportQuery(
        app,
        parameters.filter(),
        parameters.after().orElse(0L),
        feed.head(app),
        limit == null ? Long.MAX_VALUE : limit);
  }

  private static Response.ResponseBuilder answer(Page page, EntryQuery query, URI uri) {
    Response.ResponseBuilder answer = Replies.builder(EntriesPayload.of(page));
    boolean more = query.order() == Order.ASC ? page.next() < page.head() : page.next() > 1;
    return more ? answer.link(NextPage.of(uri, Long.toString(page.next())), "next") : answer;
  }
}
