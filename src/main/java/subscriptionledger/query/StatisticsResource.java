package subscriptionledger.query;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import subscriptionledger.store.Activities.Question;

/** How many subscribed and unsubscribed, by intervals of time. */
@Path("/apps/{app: \\d{1,18}}/statistics")
@Tag(name = "Statistics")
@APIResponse(responseCode = "400", ref = "BadRequest")
@APIResponse(responseCode = "401", ref = "Unauthorized")
@APIResponse(responseCode = "403", ref = "Forbidden")
@APIResponse(responseCode = "404", ref = "NotFound")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class StatisticsResource {
  private static final Duration DAY = Duration.ofDays(1);
  private static final long MAX_BUCKETS = 1_500;

  @Inject private Feed feed;
  @Inject private Statistics statistics;
  @Inject private Clock clock;

  /** Buckets begin at multiples of the interval since midnight, UTC; from and to are widened. */
  @Operation(
      operationId = "getStatistics",
      summary = "How many subscribed and unsubscribed, by intervals of time",
      description =
          "By when it occurred. Buckets begin at multiples of the interval since midnight, UTC; from and to are widened to whole ones, at most 1500. Without them, it is the last 24 hours.")
  @Parameter(name = "from", ref = "from")
  @Parameter(name = "to", ref = "to")
  @Parameter(name = "interval", ref = "interval")
  @Parameter(name = "account", ref = "account")
  @APIResponse(responseCode = "200", ref = "Statistics")
  @APIResponse(responseCode = "304", ref = "NotModified")
  @GET
  public Response statistics(
      @Parameter(ref = "app") @PathParam("app") long app,
      @Context UriInfo uri,
      @Context Request request) {
    Parameters parameters =
        Parameters.of(uri.getQueryParameters(), "from", "to", "interval", "account");
    long width = width(parameters.duration("interval", DAY).orElse(Duration.ofHours(1)));
    Instant end = parameters.instant("to").orElseGet(clock::instant);
    Instant to = up(end, width);
    Instant from = down(parameters.instant("from").orElseGet(() -> dayBefore(end)), width);
    long buckets = (to.toEpochMilli() - from.toEpochMilli()) / width;
    if (buckets < 1 || buckets > MAX_BUCKETS) {
      throw Parameters.bad(
          "from", "must be before to, by no more than " + MAX_BUCKETS + " intervals");
    }
    Question question = new Question(app, from, to, width, parameters.id("account").orElse(null));
    long head = feed.head(app);
    // The window may be that of the clock, and not of the request.
    String version = "%d-%d-%d".formatted(head, from.toEpochMilli(), to.toEpochMilli());
    return Replies.ofVersion(
        request, version, () -> Replies.builder(statistics.of(question, head)));
  }

  private static long width(Duration interval) {
    long width = interval.toMillis();
    if (width < 1 || width % 60_000 != 0 || DAY.toMillis() % width != 0) {
      throw Parameters.bad(
          "interval", "must be whole minutes of which a day has a whole number, PT1M to P1D");
    }
    return width;
  }

  /** The day before, but no instant before 1970. */
  private static Instant dayBefore(Instant end) {
    return Instant.ofEpochMilli(Math.max(0, end.minus(DAY).toEpochMilli()));
  }

  private static Instant down(Instant instant, long width) {
    return Instant.ofEpochMilli(Math.floorDiv(instant.toEpochMilli(), width) * width);
  }

  private static Instant up(Instant instant, long width) {
    return down(instant.plusMillis(width).minusNanos(1), width);
  }
}
