package subscriptionledger.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import subscriptionledger.feed.Cursors;
import subscriptionledger.ledger.Head;
import subscriptionledger.quarantine.QuarantineQueries;
import subscriptionledger.store.CursorRow;
import subscriptionledger.store.LedgerQueries;

/** Reads the state of the ledgers for the administrator from the database. */
@ApplicationScoped
public class LedgerStatus {
  @Inject private LedgerQueries ledger;
  @Inject private QuarantineQueries quarantine;
  @Inject private Cursors cursors;

  /**
   * The state of one app's ledger.
   *
   * @param head the last number
   * @param lastEntry the time at which the last entry was recorded
   * @param quarantined the number of deliveries that await a decision
   * @param lags by cursor, the number of entries that what follows the ledger has not applied yet
   */
  public record AppStatus(
      long head, Optional<Instant> lastEntry, long quarantined, Map<String, Long> lags) {}

  /** Returns the states of all apps that have a ledger, by app id. */
  @Transactional
  public Map<Long, AppStatus> read() {
    List<CursorRow> rows = ledger.cursors();
    return ledger.heads().stream().collect(Collectors.toMap(Head::app, head -> ofApp(head, rows)));
  }

  private AppStatus ofApp(Head head, List<CursorRow> rows) {
    Map<String, Long> lags = new TreeMap<>();
    cursors.names().forEach(name -> lags.put(name, head.lastSequence()));
    rows.stream()
        .filter(cursor -> cursor.app() == head.app())
        .forEach(
            cursor ->
                lags.computeIfPresent(
                    cursor.name(), (name, entries) -> entries - cursor.position()));
    return new AppStatus(
        head.lastSequence(), head.lastRecordedAt(), quarantine.size(head.app()), lags);
  }
}
