package subscriptionledger.bench.peer;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Transient;
import java.io.Serializable;
import org.springframework.data.domain.Persistable;

/** An official account and the number of its subscribers. */
@Entity
public class Account implements Persistable<Account.Key> {

  /** An account is known by its app and its id. */
  @Embeddable
  public record Key(long app, String account) implements Serializable {}

  @EmbeddedId private Key key;
  private long subscriberCount;
  private long lastOccurredAt;

  /** Otherwise the repository would look for the row again before it inserts one. */
  @Transient private boolean isNew;

  protected Account() {}

  Account(long app, String account, long subscriberCount, long lastOccurredAt) {
    this.key = new Key(app, account);
    this.subscriberCount = subscriberCount;
    this.lastOccurredAt = lastOccurredAt;
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
}
