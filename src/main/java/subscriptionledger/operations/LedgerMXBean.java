package subscriptionledger.operations;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes and operations of this node in an administrator's JMX console. */
public interface LedgerMXBean {

  /** Returns true if callbacks are likely to be recorded. */
  boolean isReady();

  /** Returns the reason why the node is not ready; empty if it is. */
  String getComplaint();

  /** Returns the state of the intake: OPEN, PAUSED or STOPPING. */
  String getIntake();

  /** Returns the number of deliveries that are waiting to be recorded. */
  int getQueued();

  /** Returns the maximum number of waiting deliveries; further ones are answered 503. */
  int getQueueCapacity();

  /** Returns the time of this node's last commit as an ISO 8601 instant; null before the first. */
  @Nullable String getLastCommit();

  /** Returns the last sequence number of each app. */
  Map<String, Long> getHeads();

  /** Returns the number of each app's deliveries in quarantine that await a decision. */
  Map<String, Long> getQuarantined();

  /**
   * Returns the number of entries that what follows the ledger has not applied yet, by cursor and
   * app, as in "states of 1400000001".
   */
  Map<String, Long> getLags();

  /** Returns the number of callbacks that this node has answered, by outcome. */
  Map<String, Long> getCallbacks();

  /** Returns the number of open streams of entries on this node. */
  int getOpenStreams();

  /**
   * Pauses the intake for maintenance: callbacks that contain events are answered 503. By default
   * the provider does not send them again, so pause one of several nodes, or pause as briefly as
   * possible.
   */
  void pauseIntake();

  /** Resumes the intake of callbacks. */
  void resumeIntake();

  /**
   * Has everything that a cursor has computed from an app's entries removed and computed anew.
   * Requests that need it are answered 503 until it has caught up; callbacks are not affected.
   *
   * @param cursor "states" or "statistics"
   * @throws IllegalArgumentException if there is no such cursor or no such app
   */
  void rebuild(String cursor, long app);
}
