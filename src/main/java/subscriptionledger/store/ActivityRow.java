package subscriptionledger.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.Initiative;
import subscriptionledger.ledger.Kind;

/** The number of entries of one group that occurred in one period. */
@Entity
@Table(name = "activity_sum")
@IdClass(ActivityRow.Key.class)
public class ActivityRow {
  public static final BulkTable<ActivityRow> TABLE = BulkTable.of(ActivityRow.class);

  @Id private long app;
  @Id private long width;

  @Id
  @Column(name = "began_at")
  private long beganAt;

  @Id private String account = "";

  @Id
  @Enumerated(EnumType.STRING)
  private Kind kind = Kind.SUBSCRIBED;

  @Id private String platform = "";

  @Id
  @Enumerated(EnumType.STRING)
  private Initiative initiative = Initiative.SELF_SERVICE;

  private long entries;

  protected ActivityRow() {}

  /** Creates the row of a sum. */
  public ActivityRow(Key key, long entries) {
    this.app = key.app;
    this.width = key.width;
    this.beganAt = key.beganAt;
    this.account = key.account;
    this.kind = key.kind;
    this.platform = key.platform;
    this.initiative = key.initiative;
    this.entries = entries;
  }

  public Key key() {
    return new Key(app, width, beganAt, account, kind, platform, initiative);
  }

  public long entries() {
    return entries;
  }

  /** The primary key: the group and the period of a sum. */
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    private long app;
    private long width;
    private long beganAt;
    private String account = "";
    private Kind kind = Kind.SUBSCRIBED;
    private String platform = "";
    private Initiative initiative = Initiative.SELF_SERVICE;

    public Key() {}

    /**
     * Creates a key.
     *
     * @param width the length of the period in milliseconds
     * @param beganAt the beginning of the period in milliseconds since 1970; a multiple of the
     *     width
     * @param platform the provider's OptPlatform; empty if it is unknown
     */
    public Key(
        long app,
        long width,
        long beganAt,
        String account,
        Kind kind,
        String platform,
        Initiative initiative) {
      this.app = app;
      this.width = width;
      this.beganAt = beganAt;
      this.account = account;
      this.kind = kind;
      this.platform = platform;
      this.initiative = initiative;
    }

    /** Returns the key of the longer period that contains this one. */
    public Key ofWidth(long wider) {
      return new Key(
          app, wider, Math.floorDiv(beganAt, wider) * wider, account, kind, platform, initiative);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that
          && app == that.app
          && width == that.width
          && beganAt == that.beganAt
          && account.equals(that.account)
          && kind == that.kind
          && platform.equals(that.platform)
          && initiative == that.initiative;
    }

    @Override
    public int hashCode() {
      return Objects.hash(app, width, beganAt, account, kind, platform, initiative);
    }
  }
}
