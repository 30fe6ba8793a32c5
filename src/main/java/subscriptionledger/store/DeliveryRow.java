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
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Outcome;

/** A delivery as received, with its outcome. */
@Entity
@Table(name = "delivery")
@IdClass(DeliveryRow.Key.class)
public class DeliveryRow {
  public static final BulkTable<DeliveryRow> TABLE = BulkTable.of(DeliveryRow.class);

  @Id private long app;

  @Id
  @Column(name = "id")
  private long number;

  private @Nullable String command;

  @Column(name = "received_at")
  private long receivedAt;

  private @Nullable String query;

  private byte[] body = {};

  @Enumerated(EnumType.STRING)
  private Outcome outcome = Outcome.RECORDED;

  protected DeliveryRow() {}

  public DeliveryRow(Delivery delivery, long number, Outcome outcome) {
    this.app = delivery.app();
    this.number = number;
    this.command = delivery.interpretation().command();
    this.receivedAt = delivery.receivedAt().toEpochMilli();
    this.query = delivery.query();
    this.body = delivery.body();
    this.outcome = outcome;
  }

  public long app() {
    return app;
  }

  public long number() {
    return number;
  }

  public @Nullable String command() {
    return command;
  }

  public Instant receivedAt() {
    return Instant.ofEpochMilli(receivedAt);
  }

  public @Nullable String query() {
    return query;
  }

  public byte[] body() {
    return body.clone();
  }

  public Outcome outcome() {
    return outcome;
  }

  /** The primary key: the app and the number of the delivery. */
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    private long app;
    private long number;

    public Key() {}

    public Key(long app, long number) {
      this.app = app;
      this.number = number;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that && app == that.app && number == that.number;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(31 * app + number);
    }
  }
}
