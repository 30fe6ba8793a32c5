package subscriptionledger.query;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many subscribed and unsubscribed, by when it occurred. */
@Schema(
    name = "Statistics",
    description = "How many subscribed and unsubscribed, by when it occurred",
    requiredProperties = {"from", "to", "zone", "interval", "buckets", "head"})
@JsonbPropertyOrder({"from", "to", "zone", "interval", "buckets", "head"})
public record StatisticsPayload(
    @Schema(description = "When the first bucket begins", format = "date-time") String from,
    @Schema(description = "When the last bucket ends", format = "date-time") String to,
    @Schema(description = "The time zone whose calendar the buckets go by") String zone,
    @Schema(description = "How long a bucket is, as a duration of ISO 8601", format = "duration")
        String interval,
    List<Bucket> buckets,
    @Schema(
            description =
                "The last sequence number when it was asked; entries up to it are counted, and perhaps a few more")
        long head) {

  /** One interval. */
  @Schema(
      name = "Bucket",
      description = "One interval",
      requiredProperties = {"from", "subscribed", "unsubscribed", "net", "platforms"})
  @JsonbPropertyOrder({"from", "subscribed", "unsubscribed", "net", "platforms"})
  public record Bucket(
      @Schema(format = "date-time") String from,
      Count subscribed,
      Count unsubscribed,
      @Schema(description = "By how many subscribed is more than unsubscribed") long net,
      @Schema(description = "By the provider's OptPlatform, as it was spelled")
          Map<String, Change> platforms) {}

  /** How many, and on whose initiative. */
  @Schema(
      name = "Count",
      description = "How many, and on whose initiative",
      requiredProperties = {"total", "selfService", "administrative"})
  @JsonbPropertyOrder({"total", "selfService", "administrative"})
  public record Count(
      long total,
      @Schema(
              description =
                  "The subscriber's own: the operator is the subscriber, and it was no call of the REST API")
          long selfService,
      long administrative) {}

  /** How many on one platform. */
  @Schema(
      name = "Change",
      description = "How many on one platform",
      requiredProperties = {"subscribed", "unsubscribed"})
  @JsonbPropertyOrder({"subscribed", "unsubscribed"})
  public record Change(long subscribed, long unsubscribed) {}
}
