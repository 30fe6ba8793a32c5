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
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import subscriptionledger.store.Activities.StatisticsQuery;

/** The numbers of subscriptions and unsubscriptions by interval. */
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
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final int MAX_BUCKETS = 1_500;

  @Inject private Feed feed;
  @Inject private Statistics statistics;
  @Inject private Clock clock;

  @Operation(
      operationId = "getStatistics",
      summary = "Count subscriptions and unsubscriptions by interval",
      description =
          "Events are counted in the interval in which they occurred. Days, weeks and months are those of the time zone's calendar; shorter intervals start at the beginning of the day. The range from from to to is widened to whole buckets, at most 1500. By default it is the last 24 hours.")
  @Parameter(name = "from", ref = "from")
  @Parameter(name = "to", ref = "to")
  @Parameter(name = "interval", ref = "interval")
  @Parameter(name = "zone", ref = "zone")
  @Parameter(name = "account", ref = "account")
  @APIResponse(responseCode = "200", ref = "Statistics")
  @APIResponse(responseCode = "304", ref = "NotModified")
  @GET
  public Response statistics(
      @Parameter(ref = "app") @PathParam("app") long app,
      @Context UriInfo uri,
      @Context Request request) {
    Parameters parameters =
        Parameters.of(uri.getQueryParameters(), "from", "to", "interval", "zone", "account");
    Interval interval = parameters.interval("interval").orElse(Interval.HOUR);
    ZoneId zone = parameters.zone("zone").orElse(UTC);
    Instant to = parameters.instant("to").orElseGet(clock::instant);
    Instant from = parameters.instant("from").orElseGet(() -> dayBefore(to));
    List<Instant> bounds = interval.bounds(zone, from, to, MAX_BUCKETS);
    int buckets = bounds.size() - 1;
    if (buckets < 1 || buckets > MAX_BUCKETS) {
      throw Parameters.bad(
          "from", "must be earlier than to, by at most " + MAX_BUCKETS + " intervals");
    }
    StatisticsQuery query = new StatisticsQuery(app, bounds, parameters.id("account").orElse(null));
    long head = feed.head(app);
    // The version includes the range, which depends on the clock if the request does not set it.
    String version =
        String.join(
            "-",
            Long.toString(head),
            Long.toString(bounds.get(0).toEpochMilli()),
            Long.toString(bounds.get(buckets).toEpochMilli()),
            zone.getId());
    return Replies.ofVersion(
        request, version, () -> Replies.builder(statistics.of(query, zone, interval, head)));
  }

  /** Returns the instant a day earlier, but none before 1970. */
  private static Instant dayBefore(Instant end) {
    return Instant.ofEpochMilli(Math.max(0, end.minus(DAY).toEpochMilli()));
  }
}
