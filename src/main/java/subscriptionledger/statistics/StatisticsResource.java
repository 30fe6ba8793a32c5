package subscriptionledger.statistics;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import subscriptionledger.feed.Cursors;
import subscriptionledger.feed.Feed;
import subscriptionledger.http.IdParameter;
import subscriptionledger.http.Interval;
import subscriptionledger.http.QueryParameters;
import subscriptionledger.http.Replies;
import subscriptionledger.statistics.Activities.StatisticsQuery;
import subscriptionledger.store.CursorRow;

/** The numbers of subscriptions and unsubscriptions by interval. */
@Path("/apps/{app: \\d{1,18}}/statistics")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class StatisticsResource {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MAX_BUCKETS = 1_500;

  @Inject private Feed feed;
  @Inject private Cursors cursors;
  @Inject private Statistics statistics;
  @Inject private Clock clock;

  @GET
  public Response statistics(
      @PathParam("app") long app,
      @QueryParam("from") @Nullable Instant from,
      @QueryParam("to") @Nullable Instant to,
      @DefaultValue("PT1H") @QueryParam("interval") Interval interval,
      @DefaultValue("UTC") @QueryParam("zone") ZoneId zone,
      @QueryParam("account") @Nullable IdParameter account,
      @Context Request request) {
    Instant end = Objects.requireNonNullElseGet(to, clock::instant);
    Instant beginning = Objects.requireNonNullElseGet(from, () -> dayBefore(end));
    List<Instant> bounds = interval.bounds(zone, beginning, end, MAX_BUCKETS);
    int buckets = bounds.size() - 1;
    if (buckets < 1 || buckets > MAX_BUCKETS) {
      throw QueryParameters.bad(
          "from", "must be earlier than to, by at most " + MAX_BUCKETS + " intervals");
    }
    StatisticsQuery query = new StatisticsQuery(app, bounds, IdParameter.valueOf(account));
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
        request,
        version,
        () ->
            Replies.builder(
                cursors.upTo(
                    head,
                    CursorRow.STATISTICS,
                    app,
                    () -> statistics.of(query, zone, interval, head))));
  }

  /** Returns the instant a day earlier, but none before 1970. */
  private static Instant dayBefore(Instant end) {
    return Instant.ofEpochMilli(Math.max(0, end.minus(DAY).toEpochMilli()));
  }
}
