package subscriptionledger.operations;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an administrator's JMX console shows of this node, and what it can have done. */
public interface LedgerMXBean {

  /** Whether callbacks can be expected to be recorded. */
  boolean isReady();

  /** What is wrong when it is not ready; empty when it is. */
  String getComplaint();

  /** OPEN, PAUSED or STOPPING. */
  String getIntake();

  /** How many deliveries wait to be recorded. */
  int getQueued();

  /** How many may. */
  int getQueueCapacity();

  /** When this node last committed a group, as an instant of ISO 8601; null before the first. */
  @Nullable String getLastCommit();

  /** The last sequence number of each app. */
  Map<String, Long> getHeads();

  /** How many deliveries of each app wait in quarantine for a decision. */
  Map<String, Long> getQuarantined();

  /** How many callbacks this node has answered, by outcome. */
  Map<String, Long> getCallbacks();

  /** How many streams of entries are open on this node. */
  int getOpenStreams();

  /**
   * Has all callbacks with news answered 503 from now on, for maintenance. The provider does not
   * send them again by default: pause one node of several, or as shortly as you can.
   */
  void pauseIntake();

  /** Takes callbacks again. */
  void resumeIntake();
}
