package subscriptionledger.bench.plainjpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import subscriptionledger.ledger.SubscriptionState;
import subscriptionledger.ledger.SubscriptionStatus;

/** The state of one subscriber at one account. */
@Entity
@Table(name = "subscription")
@IdClass(Subscription.Key.class)
public class Subscription {
  @Id private long app;
  @Id private String account;
  @Id private String subscriber;

  @Enumerated(EnumType.STRING)
  private SubscriptionStatus status = SubscriptionStatus.NEVER_SEEN;

  @Column(name = "occurred_at")
  private long occurredAt;

  @Column private long sequence;

  protected Subscription() {}

  Subscription(Key key) {
    this.app = key.app;
    this.account = key.account;
    this.subscriber = key.subscriber;
  }

  boolean isSubscribed() {
    return status == SubscriptionStatus.SUBSCRIBED;
  }

  /** Takes in what an entry says, unless it is older news than what is known. */
  void join(SubscriptionState said, long sequence) {
    SubscriptionState known =
        status == SubscriptionStatus.NEVER_SEEN
            ? SubscriptionState.NEVER_SEEN
            : new SubscriptionState(status, Instant.ofEpochMilli(occurredAt));
    SubscriptionState joined = known.join(said);
    if (!joined.equals(known)) {
      this.status = joined.status();
      this.occurredAt = joined.since().toEpochMilli();
      this.sequence = sequence;
    }
  }

  /** A subscription is known by its app, account and subscriber. */
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    private long app;
    private String account = "";
    private String subscriber = "";

    public Key() {}

    Key(long app, String account, String subscriber) {
      this.app = app;
      this.account = account;
      this.subscriber = subscriber;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && app == that.app
          && account.equals(that.account)
          && subscriber.equals(that.subscriber);
    }

    @Override
    public int hashCode() {
      return Objects.hash(app, account, subscriber);
    }
  }
}
