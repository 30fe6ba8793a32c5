package subscriptionledger.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import subscriptionledger.store.HeadRow;
import subscriptionledger.store.LedgerQueries;
import subscriptionledger.store.QuarantineQueries;

/** Reads the state of the ledgers for the administrator from the database. */
@ApplicationScoped
public class LedgerStatus {
  @Inject private LedgerQueries ledger;
  @Inject private QuarantineQueries quarantine;

  /**
   * The state of one app's ledger.
   *
   * @param head the last number
   * @param lastEntry the time at which the last entry was recorded
   * @param quarantined the number of deliveries that await a decision
   */
  public record AppStatus(long head, Optional<Instant> lastEntry, long quarantined) {}

  /** Returns the states of all apps that have a ledger, by app id. */
  @Transactional
  public Map<Long, AppStatus> read() {
    return ledger.heads().stream().collect(Collectors.toMap(HeadRow::app, this::ofApp));
  }

  private AppStatus ofApp(HeadRow head) {
    return new AppStatus(head.lastSequence(), head.lastRecordedAt(), quarantine.size(head.app()));
  }
}
