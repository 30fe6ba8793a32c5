package subscriptionledger.relay;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import subscriptionledger.store.CursorRow;

/**
 * The node that forwards the entries of an app to a sink, for a limited time by the database's
 * clock. The epoch counts the changes of the owner: a node that has slept through the end of its
 * lease finds another epoch, and changes nothing.
 */
@Entity
@Table(name = "sink_lease")
@IdClass(CursorRow.Key.class)
public class LeaseRow {
  /** The time for which a node forwards without renewing its lease. */
  static final Duration LENGTH = Duration.ofSeconds(12);

  @Id private long app;
  @Id private String name = "";
  private String owner = "";
  private long epoch;

  /** The end of the lease, in milliseconds since 1970. */
  @Column(name = "leased_until")
  private long leasedUntil;

  protected LeaseRow() {}

  /** Creates a lease that nobody has. */
  LeaseRow(long app, String name) {
    this.app = app;
    this.name = name;
  }

  /** Returns the lease of a sink, and locks it until the end of the transaction. */
  static @Nullable LeaseRow lock(EntityManager entityManager, long app, String name) {
    return entityManager.find(
        LeaseRow.class, new CursorRow.Key(app, name), LockModeType.PESSIMISTIC_WRITE);
  }

  /**
   * Gives the lease to a node if it is free, or renews that of the same node.
   *
   * @return true if the node has the lease
   */
  boolean isGiven(String node, long now) {
    boolean isOwner = owner.equals(node);
    if (!isOwner && leasedUntil > now) {
      return false;
    }
    if (!isOwner) {
      owner = node;
      epoch++;
    }
    leasedUntil = now + LENGTH.toMillis();
    return true;
  }

  /** Returns true if nobody else has had the lease since the node had it in this epoch. */
  boolean isHeld(String node, long heldEpoch) {
    return owner.equals(node) && epoch == heldEpoch;
  }

  /** Has the batch that is under way change nothing, after an operator has changed the sink. */
  void interrupt() {
    epoch++;
  }

  /** Ends the lease, so that another node can have it at once. */
  void release() {
    leasedUntil = 0;
  }

  long epoch() {
    return epoch;
  }
}
