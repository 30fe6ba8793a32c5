package subscriptionledger.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.AccountId;
import subscriptionledger.ledger.AccountState;
import subscriptionledger.ledger.AccountState.PropertyValue;
import subscriptionledger.store.BulkTable.BulkColumn;

/** The current state of an account and its current number of subscribers. */
@Entity
@Table(name = "account")
@IdClass(AccountRow.Key.class)
public class AccountRow {
  static final BulkTable<AccountRow> TABLE =
      new BulkTable<>(
          "account",
          List.of("app", "account"),
          List.of(
              BulkColumn.number("app", row -> row.app),
              BulkColumn.text("account", row -> row.account),
              BulkColumn.text("name", row -> row.name),
              BulkColumn.number("name_at", row -> row.nameAt),
              BulkColumn.text("owner", row -> row.owner),
              BulkColumn.number("owner_at", row -> row.ownerAt),
              BulkColumn.text("introduction", row -> row.introduction),
              BulkColumn.number("introduction_at", row -> row.introductionAt),
              BulkColumn.text("face_url", row -> row.faceUrl),
              BulkColumn.number("face_url_at", row -> row.faceUrlAt),
              BulkColumn.text("organization", row -> row.organization),
              BulkColumn.number("organization_at", row -> row.organizationAt),
              BulkColumn.number("created_at", row -> row.createdAt),
              BulkColumn.number("destroyed_at", row -> row.destroyedAt),
              BulkColumn.number("last_occurred_at", row -> row.lastOccurredAt),
              BulkColumn.number("subscriber_count", row -> row.subscriberCount)));

  @Id private long app;
  @Id private String account = "";

  private @Nullable String name;

  @jakarta.persistence.Column(name = "name_at")
  private @Nullable Long nameAt;

  private @Nullable String owner;

  @jakarta.persistence.Column(name = "owner_at")
  private @Nullable Long ownerAt;

  private @Nullable String introduction;

  @jakarta.persistence.Column(name = "introduction_at")
  private @Nullable Long introductionAt;

  @jakarta.persistence.Column(name = "face_url")
  private @Nullable String faceUrl;

  @jakarta.persistence.Column(name = "face_url_at")
  private @Nullable Long faceUrlAt;

  private @Nullable String organization;

  @jakarta.persistence.Column(name = "organization_at")
  private @Nullable Long organizationAt;

  @jakarta.persistence.Column(name = "created_at")
  private @Nullable Long createdAt;

  @jakarta.persistence.Column(name = "destroyed_at")
  private @Nullable Long destroyedAt;

  @jakarta.persistence.Column(name = "last_occurred_at")
  private @Nullable Long lastOccurredAt;

  @jakarta.persistence.Column(name = "subscriber_count")
  private long subscriberCount;

  protected AccountRow() {}

  AccountRow(AccountId id) {
    this.app = id.app();
    this.account = id.account();
  }

  /** Reads the current row of a result that has the columns of {@link #TABLE}. */
  static AccountRow read(ResultSet result) throws SQLException {
    AccountRow row = new AccountRow();
    row.app = result.getLong("app");
    row.account = result.getString("account");
    row.name = result.getString("name");
    row.nameAt = result.getObject("name_at", Long.class);
    row.owner = result.getString("owner");
    row.ownerAt = result.getObject("owner_at", Long.class);
    row.introduction = result.getString("introduction");
    row.introductionAt = result.getObject("introduction_at", Long.class);
    row.faceUrl = result.getString("face_url");
    row.faceUrlAt = result.getObject("face_url_at", Long.class);
    row.organization = result.getString("organization");
    row.organizationAt = result.getObject("organization_at", Long.class);
    row.createdAt = result.getObject("created_at", Long.class);
    row.destroyedAt = result.getObject("destroyed_at", Long.class);
    row.lastOccurredAt = result.getObject("last_occurred_at", Long.class);
    row.subscriberCount = result.getLong("subscriber_count");
    return row;
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

    Key(AccountId id) {
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
