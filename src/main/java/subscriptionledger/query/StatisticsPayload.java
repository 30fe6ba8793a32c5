package subscriptionledger.query;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import java.util.Map;

/**
 * How many subscribed and unsubscribed, by when it occurred.
 *
 * @param interval how long a bucket is, as a duration of ISO 8601
 * @param head the app's last number when it was asked; entries up to it are counted, and perhaps a
 *     few more
 */
@JsonbPropertyOrder({"from", "to", "interval", "buckets", "head"})
public record StatisticsPayload(
    String from, String to, String interval, List<Bucket> buckets, long head) {

  /**
   * One interval.
   *
   * @param net by how many subscribed is more than unsubscribed
   * @param platforms by the provider's OptPlatform, as it was spelled
   */
  @JsonbPropertyOrder({"from", "subscribed", "unsubscribed", "net", "platforms"})
  public record Bucket(
      String from, Count subscribed, Count unsubscribed, long net, Map<String, Change> platforms) {}

  /**
   * How many, and on whose initiative.
   *
   * @param selfService the subscriber's own: the operator is the subscriber, and it was no call of
   *     the REST API
   */
  @JsonbPropertyOrder({"total", "selfService", "administrative"})
  public record Count(long total, long selfService, long administrative) {}

  /** How many on one platform. */
  @JsonbPropertyOrder({"subscribed", "unsubscribed"})
  public record Change(long subscribed, long unsubscribed) {}
}
