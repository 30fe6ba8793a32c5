package subscriptionledger.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import subscriptionledger.store.HeadRow;
import subscriptionledger.store.LedgerView;
import subscriptionledger.store.QuarantineView;

/** Reads from the database what an administrator wants to know at any time. */
@ApplicationScoped
public class VitalSigns {
  @Inject private LedgerView ledger;
  @Inject private QuarantineView quarantine;

  /**
   * How the ledger of one app is doing.
   *
   * @param head its last number
   * @param lastEntry when that was recorded
   * @param quarantined how many deliveries wait for a decision
   */
  public record OfApp(long head, Optional<Instant> lastEntry, long quarantined) {}

  /** The signs of all apps whose ledgers have begun, by their ids. */
  @Transactional
  public Map<Long, OfApp> read() {
    return ledger.heads().stream().collect(Collectors.toMap(HeadRow::app, this::ofApp));
  }

  private OfApp ofApp(HeadRow head) {
    return new OfApp(head.lastSequence(), head.lastRecordedAt(), quarantine.size(head.app()));
  }
}
