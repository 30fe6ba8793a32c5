package subscriptionledger.bench.peer;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Transient;
import java.io.Serializable;
import org.springframework.data.domain.Persistable;

/** The state of one subscriber at one account. */
@Entity
public class Subscription implements Persistable<Subscription.Key> {
  private static final String SUBSCRIBED = "SUBSCRIBED";

  /** A subscription is known by its app, account and subscriber. */
  @Embeddable
  public record Key(long app, String account, String subscriber) implements Serializable {}

  @EmbeddedId private Key key;
  private String status = "NEVER_SEEN";
  private long occurredAt;
  private long sequence;

  /** Otherwise the repository would look for the row again before it inserts one. */
  @Transient private boolean isNew;

  protected Subscription() {}

  Subscription(Key key) {
    this.key = key;
    this.isNew = true;
  }

  @Override
  public Key getId() {
    return key;
  }

  @Override
  public boolean isNew() {
    return isNew;
  }

  /**
   * Takes in what an entry says, unless it is older news than what is known.
   *
   * @return by how many the account's subscribers have become more
   */
  int join(String said, long saidAt, long saidBy) {
    boolean later = saidAt > occurredAt || saidAt == occurredAt && status.equals(SUBSCRIBED);
    if (!later) {
      return 0;
    }
    int before = status.equals(SUBSCRIBED) ? 1 : 0;
    status = said;
    occurredAt = saidAt;
    sequence = saidBy;
    return (status.equals(SUBSCRIBED) ? 1 : 0) - before;
  }
}
