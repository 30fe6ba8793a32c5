package subscriptionledger.store;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The position of something that follows the ledger of an app. It is moved in the transaction that
 * applies what was read, by the holder of the lock on this row.
 */
@Entity
@Table(name = "cursor")
@IdClass(CursorRow.Key.class)
public class CursorRow {
  /** The name of the cursor up to which states and history are complete. */
  public static final String STATES = "states";

  /** The name of the cursor up to which activity is summed up. */
  public static final String STATISTICS = "statistics";

  /** The position of a cursor whose results are being removed, before it starts from 0. */
  private static final long REMOVING = -1;

  @Id private long app;
  @Id private String name = "";
  private long position;

  /** The number of times that everything was computed anew. */
  private long rebuilds;

  protected CursorRow() {}

  /** Creates a cursor before the first number. */
  public CursorRow(long app, String name) {
    this.app = app;
    this.name = name;
  }

  /**
   * Returns the cursor, and locks it until the end of the transaction, whose time is limited from
   * then on. The first one to ask for it creates it.
   */
  public static CursorRow lock(LedgerTransaction ledger, long app, String name) {
    ledger.bulk().limit();
    EntityManager entityManager = ledger.entityManager();
    CursorRow cursor = lock(entityManager, app, name);
    if (cursor == null) {
      // Only one may create it.
      entityManager.find(HeadRow.class, app, LockModeType.PESSIMISTIC_WRITE);
      cursor = lock(entityManager, app, name);
    }
    if (cursor == null) {
      cursor = new CursorRow(app, name);
      entityManager.persist(cursor);
    }
    return cursor;
  }

  private static @Nullable CursorRow lock(EntityManager entityManager, long app, String name) {
    return entityManager.find(CursorRow.class, new Key(app, name), LockModeType.PESSIMISTIC_WRITE);
  }

  public long app() {
    return app;
  }

  public String name() {
    return name;
  }

  /** Returns the last number that was applied; 0 before the first. */
  public long position() {
    return Math.max(position, 0);
  }

  public long rebuilds() {
    return rebuilds;
  }

  /** Returns true if earlier results must be removed before the cursor may move. */
  public boolean isRemoving() {
    return position == REMOVING;
  }

  public void moveTo(long number) {
    this.position = number;
  }

  /** Begins to remove all results, after which they are computed anew. */
  public void rebuild() {
    this.position = REMOVING;
    this.rebuilds++;
  }

  /** The primary key: the app and the name of the cursor. */
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    private long app;
    private String name = "";

    public Key() {}

    public Key(long app, String name) {
      this.app = app;
      this.name = name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that && app == that.app && name.equals(that.name);
    }

    @Override
    public int hashCode() {
      return 31 * Long.hashCode(app) + name.hashCode();
    }
  }
}
