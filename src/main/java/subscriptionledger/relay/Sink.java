package subscriptionledger.relay;

import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import subscriptionledger.ledger.EntryFilter;

/**
 * A configured sink.
 *
 * @param apps the apps whose entries it gets; empty for all
 * @param start where it begins in a ledger in which it has no position yet
 * @param batch the maximum number of entries sent at once
 * @param isEnabled false if the configuration has it switched off
 * @param target opens the target; called once on each node
 */
public record Sink(
    String name,
    Set<Long> apps,
    EntryFilter filter,
    Start start,
    int batch,
    boolean isEnabled,
    RetryPolicy retry,
    Supplier<Target> target) {

  /** Returns those of the apps whose entries the sink gets; all of them if it names none. */
  public Set<Long> of(Set<Long> served) {
    return apps.isEmpty()
        ? served
        : served.stream().filter(apps::contains).collect(Collectors.toSet());
  }

  /** The possible beginnings. */
  public enum Start {
    /** With the next entry. */
    NOW,
    /** With the first entry of the ledger. */
    BEGINNING
  }
}
