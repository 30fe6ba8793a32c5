package subscriptionledger.relay;

import java.util.List;

/** A system that takes entries. Calls come from one thread for each app. */
public interface Target extends AutoCloseable {

  /**
   * Sends entries, and returns when the target has answered. It takes at most a minute.
   *
   * @param events at least one, all of one app, in the order of their numbers
   */
  TargetAnswer send(List<OutgoingEntry> events);

  /**
   * Sends an event that is no entry, so that an operator sees whether the target takes anything.
   */
  TargetAnswer test(CloudEvent event);

  /** Ends calls that are under way; their answer no longer matters. */
  @Override
  void close();
}
