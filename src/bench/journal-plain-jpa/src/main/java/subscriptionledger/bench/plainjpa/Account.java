package subscriptionledger.bench.plainjpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;

/** An official account and the number of its subscribers. */
@Entity
@Table(name = "account")
@IdClass(Account.Key.class)
public class Account {
  /** An account is known by its app and its id. */
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    private long app;
    private String account = "";

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && app == that.app && account.equals(that.account);
    }

    @Override
    public int hashCode() {
      return Objects.hash(app, account);
    }
  }

  @Id private long app;
  @Id private String account;

  @Column(name = "subscriber_count")
  private long subscriberCount;

  @Column(name = "last_occurred_at")
  private long lastOccurredAt;

  protected Account() {}

  Account(long app, String account, long subscriberCount, long lastOccurredAt) {
    this.app = app;
    this.account = account;
    this.subscriberCount = subscriberCount;
    this.lastOccurredAt = lastOccurredAt;
  }
}
