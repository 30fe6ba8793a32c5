package subscriptionledger.relay;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
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
import org.jspecify.annotations.Nullable;
import subscriptionledger.http.IdParameter;
import subscriptionledger.http.Operators;
import subscriptionledger.http.Problem;
import subscriptionledger.http.ProblemException;
import subscriptionledger.http.Replies;
import subscriptionledger.relay.SinkQueries.Progress;

/** The systems to which entries are forwarded. */
@Path("/sinks")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class SinksResource {
  @Inject private Sinks sinks;
  @Inject private SinkQueries queries;
  @Inject private SinkOperations operations;
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
    return SinkPayload.of(sink, progress, clock.instant(), Operators.is(security));
  }

  /** Stops forwarding until somebody resumes it. */
  @POST
  @Path("{sink: [a-z][a-z0-9-]*}/pause")
  public Response pause(
      @PathParam("sink") String name, @QueryParam("reason") @Nullable IdParameter reason) {
    operations.become(
        find(name), SinkStatus.PAUSED, IdParameter.valueOf(reason), Operators.name(security));
    return sink(name);
  }

  /** Forwards again, from the position, without waiting for the time of the next attempt. */
  @POST
  @Path("{sink: [a-z][a-z0-9-]*}/resume")
  public Response resume(
      @PathParam("sink") String name, @QueryParam("reason") @Nullable IdParameter reason) {
    operations.become(
        find(name), SinkStatus.ACTIVE, IdParameter.valueOf(reason), Operators.name(security));
    return sink(name);
  }

  private Sink find(String name) {
    return sinks.find(name).orElseThrow(() -> new ProblemException(Problem.unknownSink(name)));
  }
}
