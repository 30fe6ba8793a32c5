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
import subscriptionledger.relay.SinkQueries.Progress;

/** The systems to which entries are forwarded. */
@Path("/sinks")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SinksResource {
  private static final int MAX_LIMIT = 1_000;

  @Inject private Sinks sinks;
  @Inject private SinkQueries queries;
  @Inject private SinkOperations operations;
  @Inject private Feed feed;
  @Inject private Clock clock;
  @Context private SecurityContext security;

  @GET
  public Response sinks() {
    List<Progress> progress = queries.progress();
    return Replies.ok(
        new SinkPayload.All(sinks.all().stream().map(sink -> payload(sink, progress)).toList()));
  }

  @GET
  @Path("{sink: [a-z][a-z0-9-]*}")
  public Response sink(@PathParam("sink") String name) {
    return Replies.ok(payload(find(name), queries.progress()));
  }

  private SinkPayload payload(Sink sink, List<Progress> progress) {
    boolean forOperator = Operators.is(security);
    return new SinkPayload(
        sink.name(),
        sink.isEnabled(),
        progress.stream()
            .filter(one -> one.state().sink().equals(sink.name()))
            .map(one -> SinkPayload.InApp.of(one, clock.instant(), forOperator))
            .toList());
  }

  /** Stops forwarding until somebody resumes it. */
  @POST
  @Path("{sink: [a-z][a-z0-9-]*}/pause")
  public Response pause(
      @PathParam("sink") String name, @QueryParam("reason") @Nullable IdParameter reason) {
    operations.become(find(name), SinkStatus.PAUSED, why(reason), Operators.name(security));
    return sink(name);
  }

  /** Forwards again, from the position, without waiting for the time of the next attempt. */
  @POST
  @Path("{sink: [a-z][a-z0-9-]*}/resume")
  public Response resume(
      @PathParam("sink") String name, @QueryParam("reason") @Nullable IdParameter reason) {
    operations.become(find(name), SinkStatus.ACTIVE, why(reason), Operators.name(security));
    return sink(name);
  }

  /** Sets the position back, so that all later entries are forwarded once more. */
  @POST
  @Path("{sink: [a-z][a-z0-9-]*}/apps/{app: \\d{1,18}}/replay")
  public Response replay(
      @PathParam("sink") String name,
      @PathParam("app") long app,
      @DefaultValue("0") @QueryParam("after") Long after) {
    String operator = Operators.name(security);
    Sink sink = find(name, app);
    if (after > feed.head(app)) {
      throw QueryParameters.bad("after", "must not be greater than the app's last number");
    }
    operations.replay(sink, app, after, operator);
    return sink(name);
  }

  @GET
  @Path("{sink: [a-z][a-z0-9-]*}/apps/{app: \\d{1,18}}/dead-letters")
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

  private static @Nullable String why(@Nullable IdParameter reason) {
    return reason == null ? null : reason.value();
  }

  /** Returns the sink, which must get the entries of the app. */
  private Sink find(String name, long app) {
    Sink sink = find(name);
    feed.head(app);
    if (sink.of(Set.of(app)).isEmpty()) {
      throw new ProblemException(Problem.unknown(app, "sink " + name));
    }
    return sink;
  }

  private Sink find(String name) {
    return sinks.find(name).orElseThrow(() -> new ProblemException(Problem.unknownSink(name)));
  }
}
