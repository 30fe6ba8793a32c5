package subscriptionledger.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The interpretation of an authentic callback. A callback that is understood in part has a notice
 * and an objection; one that has neither contains nothing for the ledger.
 *
 * @param command the provider's command word; null if there is none or it cannot be stored
 * @param notice the meaning of what is understood; null if nothing is
 * @param objection one sentence, suitable for the provider, that names what is not understood; null
 *     if all of it is
 */
public record Interpretation(
    @Nullable String command, @Nullable Notice notice, @Nullable String objection) {

  public static Interpretation understood(@Nullable String command, Notice notice) {
    return new Interpretation(command, notice, null);
  }

  public static Interpretation notUnderstood(@Nullable String command, String objection) {
    return new Interpretation(command, null, objection);
  }

  public static Interpretation nothingForTheLedger(@Nullable String command) {
    return new Interpretation(command, null, null);
  }

  /** Returns true if the callback is kept: as entries, in quarantine, or both. */
  public boolean isForTheLedger() {
    return notice != null || objection != null;
  }

  /** Returns the events to record. */
  public List<Event> events() {
    return notice == null ? List.of() : notice.events();
  }

  /** Returns the events to record by their keys, each of them once, in their order. */
  public Map<EventKey, Event> eventsByKey() {
    Map<EventKey, Event> events = new LinkedHashMap<>();
    events().forEach(event -> events.putIfAbsent(event.key(), event));
    return events;
  }
}
