package subscriptionledger.bench.peer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The body of a callback about subscribers. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Callback(
    @JsonProperty("CallbackCommand") String command,
    @JsonProperty("Official_Account") String account,
    @JsonProperty("Operator_Account") String operator,
    @JsonProperty("SubscribeAccountList") List<Subscriber> subscribers,
    @JsonProperty("EventTime") long eventTime) {

  /** An element of the list. */
  public record Subscriber(@JsonProperty("Subscriber_Account") String account) {}
}
