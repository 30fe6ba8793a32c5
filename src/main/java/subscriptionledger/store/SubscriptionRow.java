package subscriptionledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.SubscriptionId;
import subscriptionledger.ledger.SubscriptionState;
import subscriptionledger.ledger.SubscriptionStatus;

/**
 * The state of a subscription according to the subscriber's own entries. The destruction of the
 * account is not recorded here, in what may be millions of rows, but once in the {@link
 * AccountRow}. The state of the subscription is both {@linkplain SubscriptionState#join together}.
 */
@Entity
@Table(name = "subscription_state")
@IdClass(SubscriptionRow.Key.class)
public class SubscriptionRow {
  public static final BulkTable<SubscriptionRow> TABLE = BulkTable.of(SubscriptionRow.class);

  @Id private long app;
  @Id private String account = "";
  @Id private String subscriber = "";

  @Enumerated(EnumType.STRING)
  private SubscriptionStatus status = SubscriptionStatus.NEVER_SEEN;

  @Column(name = "occurred_at")
  private long occurredAt;

  private long sequence;

  /** The number of the last entry about the subscription, where its history begins. */
  @Column(name = "last_sequence")
  private long lastSequence;

  protected SubscriptionRow() {}

  /** Creates the row of a subscription without entries. */
  public SubscriptionRow(SubscriptionId id) {
    this.app = id.app();
    this.account = id.account();
    this.subscriber = id.subscriber();
  }

  public SubscriptionId id() {
    return new SubscriptionId(app, account, subscriber);
  }

  /** Returns the state according to the subscriber's own entries. */
  public SubscriptionState state() {
    return status == SubscriptionStatus.NEVER_SEEN
        ? SubscriptionState.NEVER_SEEN
        : new SubscriptionState(status, Instant.ofEpochMilli(occurredAt));
  }

  /** Returns the number of the entry that determines the state. */
  public long sequence() {
    return sequence;
  }

  /**
   * Adds the state according to one entry; an entry older than the one that determines the state
   * changes nothing.
   *
   * @return true if the row has changed
   */
  public boolean join(SubscriptionState said, long sequence) {
    SubscriptionState joined = state().join(said);
    if (joined.equals(state())) {
      return false;
    }
    this.status = joined.status();
    this.occurredAt = joined.since().toEpochMilli();
    this.sequence = sequence;
    return true;
  }

  /** Returns the number of the last entry about the subscription; 0 if there is none. */
  public long lastSequence() {
    return lastSequence;
  }

  public void lastSequence(long sequence) {
    this.lastSequence = sequence;
  }

  /** The primary key: the app, the account and the subscriber. */
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    private long app;
    private String account = "";
    private String subscriber = "";

    public Key() {}

    public Key(SubscriptionId id) {
      this.app = id.app();
      this.account = id.account();
      this.subscriber = id.subscriber();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that
          && app == that.app
          && account.equals(that.account)
          && subscriber.equals(that.subscriber);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * Long.hashCode(app) + account.hashCode()) + subscriber.hashCode();
    }
  }
}
