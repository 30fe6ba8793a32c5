package subscriptionledger.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/**
 * The link from an entry to the previous one about the same subscription, or about the same account
 * as such. The first one has no link. Rows are added in the order of the entries, wherever in the
 * ledger the previous ones are, so writing them costs the same for a ledger of any size.
 */
@Entity
@Table(name = "history")
@IdClass(EntryRow.Key.class)
public class HistoryRow {
  public static final BulkTable<HistoryRow> TABLE = BulkTable.of(HistoryRow.class);

  @Id private long app;
  @Id private long sequence;
  private long previous;

  protected HistoryRow() {}

  /** Creates a link from one entry to an earlier one. */
  public HistoryRow(long app, long sequence, long previous) {
    this.app = app;
    this.sequence = sequence;
    this.previous = previous;
  }

  public long sequence() {
    return sequence;
  }

  public long previous() {
    return previous;
  }
}
