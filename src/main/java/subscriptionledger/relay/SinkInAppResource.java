package subscriptionledger.relay;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import subscriptionledger.feed.Feed;
import subscriptionledger.http.IdParameter;
import subscriptionledger.http.Operators;
import subscriptionledger.http.Problem;
import subscriptionledger.http.ProblemException;
import subscriptionledger.http.QueryParameters;
import subscriptionledger.http.Replies;

/** A sink in the ledger of an app; for operators only. */
@Path("/sinks/{sink: [a-z][a-z0-9-]*}/apps/{app: \\d{1,18}}")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SinkInAppResource {
  private static final int MAX_LIMIT = 1_000;

  @Inject private Sinks sinks;
  @Inject private SinkQueries queries;
  @Inject private SinkOperations operations;
  @Inject private Feed feed;
  @Inject private Clock clock;
  @Context private SecurityContext security;

  /** Sets the position back, so that all later entries are forwarded once more. */
  @POST
  @Path("replay")
  public Response replay(
      @PathParam("sink") String name,
      @PathParam("app") long app,
      @DefaultValue("0") @QueryParam("after") Long after,
      @QueryParam("reason") @Nullable IdParameter reason) {
    String operator = Operators.name(security);
    Sink sink = find(name, app);
    if (after > feed.head(app)) {
      throw QueryParameters.bad("after", "must not be greater than the app's last number");
    }
    operations.replay(sink, app, after, IdParameter.valueOf(reason), operator);
    return state(sink);
  }

  /** Sends an event that is no entry, and answers what came back. */
  @POST
  @Path("test")
  public Response test(@PathParam("sink") String name, @PathParam("app") long app) {
    String operator = Operators.name(security);
    return Replies.ok(SinkTestPayload.of(operations.test(find(name, app), app, operator)));
  }

  /** Returns the attempts, the changes of the state, and the acts of operators, the last first. */
  @GET
  @Path("attempts")
  public Response attempts(
      @PathParam("sink") String name,
      @PathParam("app") long app,
      @QueryParam("before") @Nullable Long before,
      @DefaultValue("100") @QueryParam("limit") Long limit) {
    Operators.name(security);
    int most = QueryParameters.limit(limit, MAX_LIMIT);
    find(name, app);
    long end = before == null ? Long.MAX_VALUE : before;
    return Replies.ok(
        new SinkEventsPayload(
            queries.events(app, name, end, most).stream()
                .map(SinkEventsPayload.Item::of)
                .toList()));
  }

  @GET
  @Path("dead-letters")
  public Response deadLetters(
      @PathParam("sink") String name,
      @PathParam("app") long app,
      @DefaultValue("0") @QueryParam("after") Long after,
      @DefaultValue("100") @QueryParam("limit") Long limit) {
    Operators.name(security);
    int most = QueryParameters.limit(limit, MAX_LIMIT);
    find(name, app);
    List<DeadLettersPayload.Item> page =
        queries.deadLetters(app, name, after, most).stream()
            .map(DeadLettersPayload.Item::of)
            .toList();
    return Replies.ok(
        new DeadLettersPayload(
            page, page.isEmpty() ? after : page.get(page.size() - 1).sequence()));
  }

  /** Has dead letters sent again: that of one entry, or all. */
  @POST
  @Path("dead-letters/redrive")
  public Response redrive(
      @PathParam("sink") String name,
      @PathParam("app") long app,
      @QueryParam("sequence") @Nullable Long sequence,
      @QueryParam("reason") @Nullable IdParameter reason) {
    return settle(name, app, SinkEvent.REDRIVEN, sequence, reason);
  }

  /** Removes dead letters: that of one entry, or all. */
  @POST
  @Path("dead-letters/discard")
  public Response discard(
      @PathParam("sink") String name,
      @PathParam("app") long app,
      @QueryParam("sequence") @Nullable Long sequence,
      @QueryParam("reason") @Nullable IdParameter reason) {
    return settle(name, app, SinkEvent.DISCARDED, sequence, reason);
  }

  private Response settle(
      String name,
      long app,
      SinkEvent change,
      @Nullable Long sequence,
      @Nullable IdParameter reason) {
    String operator = Operators.name(security);
    Sink sink = find(name, app);
    if (!operations.settle(sink, app, change, sequence, IdParameter.valueOf(reason), operator)
        && sequence != null) {
      throw new ProblemException(
          Problem.unknown(app, "dead letter " + sequence + " of the sink " + name));
    }
    return state(sink);
  }

  private Response state(Sink sink) {
    return Replies.ok(SinkPayload.of(sink, queries.progress(), clock.instant(), true));
  }

  /** Returns the sink, which must get the entries of the app. */
  private Sink find(String name, long app) {
    Sink sink = sinks.find(name).orElseThrow(() -> new ProblemException(Problem.unknownSink(name)));
    feed.head(app);
    if (sink.of(Set.of(app)).isEmpty()) {
      throw new ProblemException(Problem.unknown(app, "sink " + name));
    }
    return sink;
  }
}
