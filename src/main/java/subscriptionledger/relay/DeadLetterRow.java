package subscriptionledger.relay;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry that a target has refused; the entry itself is in the ledger. */
@Entity
@Table(name = "dead_letter")
@IdClass(DeadLetterRow.Key.class)
public class DeadLetterRow {
  @Id private long app;
  @Id private String sink = "";
  @Id private long sequence;
  private String reason = "";

  @Column(name = "refused_at")
  private long refusedAt;

  protected DeadLetterRow() {}

  /** Creates the dead letter of an entry. */
  DeadLetterRow(long app, String sink, long sequence, String reason, long refusedAt) {
    this.app = app;
    this.sink = sink;
    this.sequence = sequence;
    this.reason = reason;
    this.refusedAt = refusedAt;
  }

  long app() {
    return app;
  }

  long sequence() {
    return sequence;
  }

  String reason() {
    return reason;
  }

  Instant refusedAt() {
    return Instant.ofEpochMilli(refusedAt);
  }

  /** The primary key: the app, the name of the sink, and the number of the entry. */
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    private long app;
    private String sink = "";
    private long sequence;

    public Key() {}

    public Key(long app, String sink, long sequence) {
      this.app = app;
      this.sink = sink;
      this.sequence = sequence;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that
          && app == that.app
          && sink.equals(that.sink)
          && sequence == that.sequence;
    }

    @Override
    public int hashCode() {
      return 31 * (31 * Long.hashCode(app) + sink.hashCode()) + Long.hashCode(sequence);
    }
  }
}
