package subscriptionledger.operations;

import java.util.Map;

/**
 * The attributes and operations of the sinks in an administrator's JMX console. Each operation is
 * kept with the sink's attempts, under the name "JMX". All throw an {@link
 * IllegalArgumentException} if there is no such sink, or if it does not get the app's entries.
 */
public interface SinkMXBean {

  /** Returns the state, the position, the lag and the dead letters, by sink and app. */
  Map<String, String> getSinks();

  /** Stops forwarding until somebody resumes it. */
  void pause(String sink, String reason);

  /** Forwards again, from the position. */
  void resume(String sink, String reason);

  /** Forwards everything after a number once more. */
  void replay(String sink, long app, long after, String reason);

  /** Sends an event that is no entry, and returns what came back. */
  String test(String sink, long app);

  /** Has all dead letters sent again. */
  void redriveDeadLetters(String sink, long app, String reason);

  /** Removes all dead letters; the entries stay in the ledger. */
  void discardDeadLetters(String sink, long app, String reason);
}
