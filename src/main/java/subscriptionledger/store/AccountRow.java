package subscriptionledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.AccountId;
import subscriptionledger.ledger.AccountState;
import subscriptionledger.ledger.AccountState.PropertyValue;

/** The current state of an account and its current number of subscribers. */
@Entity
@Table(name = "account_state")
@IdClass(AccountRow.Key.class)
public class AccountRow {
  public static final BulkTable<AccountRow> TABLE = BulkTable.of(AccountRow.class);

  @Id private long app;
  @Id private String account = "";

  private @Nullable String name;

  @Column(name = "name_at")
  private @Nullable Long nameAt;

  private @Nullable String owner;

  @Column(name = "owner_at")
  private @Nullable Long ownerAt;

  private @Nullable String introduction;

  @Column(name = "introduction_at")
  private @Nullable Long introductionAt;

  @Column(name = "face_url")
  private @Nullable String faceUrl;

  @Column(name = "face_url_at")
  private @Nullable Long faceUrlAt;

  private @Nullable String organization;

  @Column(name = "organization_at")
  private @Nullable Long organizationAt;

  @Column(name = "created_at")
  private @Nullable Long createdAt;

  @Column(name = "destroyed_at")
  private @Nullable Long destroyedAt;

  @Column(name = "last_occurred_at")
  private @Nullable Long lastOccurredAt;

  @Column(name = "subscriber_count")
  private long subscriberCount;

  /** The number of the last entry about the account as such, where its history begins. */
  @Column(name = "last_sequence")
  private long lastSequence;

  protected AccountRow() {}

  /** Creates the row of an account without entries. */
  public AccountRow(AccountId id) {
    this.app = id.app();
    this.account = id.account();
  }

  public AccountId id() {
    return new AccountId(app, account);
  }

  public AccountState state() {
    return new AccountState(
        value(name, nameAt),
        value(owner, ownerAt),
        value(introduction, introductionAt),
        value(faceUrl, faceUrlAt),
        value(organization, organizationAt),
        instant(createdAt),
        instant(destroyedAt),
        instant(lastOccurredAt));
  }

  public void become(AccountState state) {
    name = text(state.name());
    nameAt = millis(state.name());
    owner = text(state.owner());
    ownerAt = millis(state.owner());
    introduction = text(state.introduction());
    introductionAt = millis(state.introduction());
    faceUrl = text(state.faceUrl());
    faceUrlAt = millis(state.faceUrl());
    organization = text(state.organization());
    organizationAt = millis(state.organization());
    createdAt = millis(state.createdAt());
    destroyedAt = millis(state.destroyedAt());
    lastOccurredAt = millis(state.lastOccurredAt());
  }

  public long subscriberCount() {
    return subscriberCount;
  }

  public void subscriberCount(long count) {
    this.subscriberCount = count;
  }

  /** Returns the number of the last entry about the account as such; 0 if there is none. */
  public long lastSequence() {
    return lastSequence;
  }

  public void lastSequence(long sequence) {
    this.lastSequence = sequence;
  }

  private static @Nullable PropertyValue value(@Nullable String text, @Nullable Long at) {
    return text == null || at == null ? null : new PropertyValue(text, Instant.ofEpochMilli(at));
  }

  private static @Nullable Instant instant(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  private static @Nullable String text(@Nullable PropertyValue value) {
    return value == null ? null : value.text();
  }

  private static @Nullable Long millis(@Nullable PropertyValue value) {
    return value == null ? null : millis(value.at());
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  /** The primary key: the app and the id of the account. */
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    private long app;
    private String account = "";

    public Key() {}

    public Key(AccountId id) {
      this.app = id.app();
      this.account = id.account();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that && app == that.app && account.equals(that.account);
    }

    @Override
    public int hashCode() {
      return 31 * Long.hashCode(app) + account.hashCode();
    }
  }
}
