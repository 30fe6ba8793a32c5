package subscriptionledger.relay;

import java.util.Set;

/** The kinds of events of a sink. The names are stored and published. */
public enum SinkEvent {
  /** The target has taken a batch. */
  TAKEN,
  /** The target took nothing, and the batch is tried again. */
  UNAVAILABLE,
  /** The target refused a batch. */
  REFUSED,
  /** The target has said that it will never take anything again. */
  GONE,
  /** The status is {@link SinkStatus#ACTIVE}. */
  ACTIVE,
  /** The status is {@link SinkStatus#RETRYING}. */
  RETRYING,
  /** The status is {@link SinkStatus#PAUSED}. */
  PAUSED,
  /** The status is {@link SinkStatus#DISABLED}. */
  DISABLED,
  /** An operator has set the position. */
  REPLAYED,
  /** An operator has dead letters sent again. */
  REDRIVEN,
  /** An operator has discarded dead letters. */
  DISCARDED,
  /** An operator has sent an event that is no entry. */
  TESTED;

  /** The possible ends of an attempt. */
  static final Set<SinkEvent> OUTCOMES = Set.of(TAKEN, UNAVAILABLE, REFUSED, GONE);

  /** Returns the end of an attempt. */
  public static SinkEvent of(TargetAnswer answer) {
    if (answer instanceof TargetAnswer.Taken) {
      return TAKEN;
    }
    if (answer instanceof TargetAnswer.Refused) {
      return REFUSED;
    }
    return answer instanceof TargetAnswer.Gone ? GONE : UNAVAILABLE;
  }

  static SinkEvent of(SinkStatus status) {
    return valueOf(status.name());
  }
}
