package subscriptionledger.statistics;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The numbers of subscriptions and unsubscriptions by the time at which they occurred. */
@Schema(
    name = "Statistics",
    description =
        "The numbers of subscriptions and unsubscriptions by the time at which they occurred",
    requiredProperties = {"from", "to", "zone", "interval", "buckets", "head"})
@JsonbPropertyOrder({"from", "to", "zone", "interval", "buckets", "head"})
public record StatisticsPayload(
    @Schema(description = "The beginning of the first bucket", format = "date-time") String from,
    @Schema(description = "The end of the last bucket", format = "date-time") String to,
    @Schema(description = "The time zone whose calendar determines the buckets") String zone,
    @Schema(description = "The length of a bucket as an ISO 8601 duration", format = "duration")
        String interval,
    List<Bucket> buckets,
    @Schema(
            description =
                "The app's last sequence number at the time of the request. All entries up to it are counted; a few later entries may be counted, too.")
        long head) {

  /** The counts of one interval. */
  @Schema(
      name = "Bucket",
      description = "The counts of one interval",
      requiredProperties = {"from", "subscribed", "unsubscribed", "net", "platforms"})
  @JsonbPropertyOrder({"from", "subscribed", "unsubscribed", "net", "platforms"})
  public record Bucket(
      @Schema(format = "date-time") String from,
      Count subscribed,
      Count unsubscribed,
      @Schema(description = "Subscriptions minus unsubscriptions") long net,
      @Schema(description = "The counts by the provider's OptPlatform, in the provider's spelling")
          Map<String, PlatformCount> platforms) {}

  /** The number of events, in total and by initiative. */
  @Schema(
      name = "Count",
      description = "The number of events, in total and by initiative",
      requiredProperties = {"total", "selfService", "administrative"})
  @JsonbPropertyOrder({"total", "selfService", "administrative"})
  public record Count(
      long total,
      @Schema(
              description =
                  "Events on the subscriber's own initiative: the operator is the subscriber, and the platform is not RESTAPI")
          long selfService,
      long administrative) {}

  /** The counts of one platform. */
  @Schema(
      name = "PlatformCount",
      description = "The counts of one platform",
      requiredProperties = {"subscribed", "unsubscribed"})
  @JsonbPropertyOrder({"subscribed", "unsubscribed"})
  public record PlatformCount(long subscribed, long unsubscribed) {}
}
