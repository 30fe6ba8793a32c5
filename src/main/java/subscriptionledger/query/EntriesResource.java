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
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import subscriptionledger.query.Feed.EntryQuery;
import subscriptionledger.query.Feed.Page;
import subscriptionledger.store.LedgerQueries.Order;

/** The feed of an app: its entries in the order of their numbers. */
@Path("/apps/{app: \\d{1,18}}/entries")
@Tag(name = "Entries")
@APIResponse(responseCode = "400", ref = "BadRequest")
@APIResponse(responseCode = "401", ref = "Unauthorized")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "404", ref = "NotFound")
@RequestScoped
public class EntriesResource {
  private static final int MAX_LIMIT = 1_000;
  private static final Duration MAX_WAIT = Duration.ofSeconds(60);

  @Inject private Feed feed;
  @Inject private LongPolls longPolls;
  @Inject private Exports exports;

  @Operation(
      operationId = "listEntries",
      summary = "List the entries page by page",
      description =
          "With the parameter wait, the server holds back an empty page until an entry arrives or the time is over. As text/csv or application/x-ndjson, the response is a file with all entries in order.")
  @Parameter(name = "after", ref = "after")
  @Parameter(name = "limit", ref = "limit")
  @Parameter(name = "kind", ref = "kind")
  @Parameter(name = "account", ref = "account")
  @Parameter(name = "subscriber", ref = "subscriber")
  @Parameter(name = "from", ref = "from")
  @Parameter(name = "to", ref = "to")
  @Parameter(name = "order", ref = "order")
  @Parameter(name = "wait", ref = "wait")
  @Parameter(name = "bom", ref = "bom")
  @APIResponse(responseCode = "200", ref = "Entries")
  @APIResponse(responseCode = "304", ref = "NotModified")
  @APIResponse(responseCode = "503", ref = "Unavailable")
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public CompletionStage<Response> entries(
      @Parameter(ref = "app") @PathParam("app") long app,
      @Context UriInfo uri,
      @Context Request request,
      @Context HttpServletRequest exchange) {
    Parameters parameters =
        Parameters.of(
            uri.getQueryParameters(),
            Parameters.filterAnd("after", "limit", "order", "wait", "bom"));
    parameters.notOfCsv("bom");
    EntryQuery query = query(app, parameters, parameters.limit(MAX_LIMIT));
    Duration wait = parameters.duration("wait", MAX_WAIT).orElse(Duration.ZERO);
    if (!wait.isZero() && query.order() == Order.DESC) {
      throw Parameters.bad("wait", "cannot be combined with order=desc");
    }
    long head = feed.head(app);
    URI requested = uri.getRequestUri();
    if (wait.isZero()) {
      Response answer =
          Replies.ofHead(request, head, () -> answer(feed.page(query, head), query, requested));
      return CompletableFuture.completedFuture(answer);
    }
    CompletionStage<Page> first = longPolls.first(query, head, wait);
    if (!first.toCompletableFuture().isDone()) {
      BulkheadFilter.leave(exchange);
    }
    return first.thenApply(page -> answer(page, query, requested).build());
  }

  @Operation(hidden = true)
  @GET
  @Produces(Exports.CSV + Exports.ONLY_IF_ASKED_FOR)
  public Response csv(
      @PathParam("app") long app,
      @Context UriInfo uri,
      @Context HttpServletRequest request,
      @Context HttpServletResponse response) {
    Parameters parameters = ofFile(uri);
    return exports.csv(
        exported(app, parameters),
        parameters.ofCsv("bom"),
        new Exports.HttpExchange(request, response));
  }

  @Operation(hidden = true)
  @GET
  @Produces(Exports.NDJSON + Exports.ONLY_IF_ASKED_FOR)
  public Response ndjson(
      @PathParam("app") long app,
      @Context UriInfo uri,
      @Context HttpServletRequest request,
      @Context HttpServletResponse response) {
    Parameters parameters = ofFile(uri);
    parameters.notOfCsv("bom");
    return exports.ndjson(exported(app, parameters), new Exports.HttpExchange(request, response));
  }

  @Operation(operationId = "getEntry", summary = "Get an entry")
  @APIResponse(responseCode = "200", ref = "Entry")
  @APIResponse(responseCode = "304", ref = "NotModified")
  @GET
  @Path("{sequence: \\d{1,18}}")
  @Produces(MediaType.APPLICATION_JSON)
  public Response entry(
      @Parameter(ref = "app") @PathParam("app") long app,
      @Parameter(ref = "sequence") @PathParam("sequence") long sequence,
      @Context UriInfo uri,
      @Context Request request) {
    Parameters.of(uri.getQueryParameters());
    feed.head(app);
    EntryPayload entry =
        feed.entry(app, sequence)
            .map(EntryPayload::of)
            .orElseThrow(() -> new ProblemException(Problem.unknown(app, "entry " + sequence)));
    // An entry never changes, so its number identifies its only version.
    return Replies.ofHead(request, sequence, () -> Replies.builder(entry));
  }

  private static Parameters ofFile(UriInfo uri) {
    return Parameters.of(uri.getQueryParameters(), Parameters.filterAnd("after", "limit", "bom"));
  }

  /** Builds the query of an export, which ends at the current head. */
  private Exports.ExportQuery exported(long app, Parameters parameters) {
    return new Exports.ExportQuery(
        app,
        parameters.filter(),
        parameters.number("after").orElse(0L),
        feed.head(app),
        parameters.number("limit").orElse(Long.MAX_VALUE));
  }

  private static EntryQuery query(long app, Parameters parameters, int limit) {
    Order order = parameters.oneOf("order", Order.class).orElse(Order.ASC);
    long start = order == Order.ASC ? 0 : Long.MAX_VALUE;
    return new EntryQuery(
        app, parameters.filter(), parameters.number("after").orElse(start), limit, order);
  }

  private static Response.ResponseBuilder answer(Page page, EntryQuery query, URI uri) {
    Response.ResponseBuilder answer = Replies.builder(EntriesPayload.of(page));
    boolean more = query.order() == Order.ASC ? page.next() < page.head() : page.next() > 1;
    return more ? answer.link(NextPage.of(uri, Long.toString(page.next())), "next") : answer;
  }
}
