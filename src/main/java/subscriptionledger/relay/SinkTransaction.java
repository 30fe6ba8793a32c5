package subscriptionledger.relay;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import subscriptionledger.store.CursorRow;
import subscriptionledger.store.HeadRow;
import subscriptionledger.store.LedgerTransaction;
import subscriptionledger.store.TransactionEntityManager;
import subscriptionledger.store.TransactionFailedException;

/**
 * Moves the sinks, each time in a transaction of its own. Every change is made under the lock of
 * the lease; those of the relay also depend on its epoch. It is an EJB for the same reason as
 * {@code CursorTransaction}.
 *
 * <p>All methods throw a {@link TransactionFailedException} if the database refuses the change.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SinkTransaction {
  @Inject private TransactionEntityManager transaction;

  /**
   * Takes or renews the lease.
   *
   * @param node the id of this node
   * @param epoch the epoch of the last turn
   * @param passed the number up to which the filter accepts nothing, if the epoch still holds
   * @return empty if another node has the lease
   */
  public Optional<Turn> turn(Sink sink, long app, String node, long epoch, long passed) {
    return whole(
        ledger -> {
          LeaseRow lease = lease(ledger, sink, app);
          boolean isHeld = lease.isHeld(node, epoch);
          long now = ledger.now();
          if (!lease.isGiven(node, now)) {
            return Optional.empty();
          }
          SinkRow row = row(ledger, sink, app);
          if (isHeld) {
            row.pass(passed);
          }
          return Optional.of(row.turn(lease.epoch(), now));
        });
  }

  /**
   * Applies an attempt.
   *
   * @return empty if the lease was lost meanwhile; nothing has changed then
   */
  public Optional<Turn> settle(Sink sink, long app, String node, long epoch, Attempt attempt) {
    return whole(
        ledger -> {
          LeaseRow lease = lease(ledger, sink, app);
          if (!lease.isHeld(node, epoch)) {
            return Optional.empty();
          }
          long now = ledger.now();
          lease.isGiven(node, now);
          SinkRow row = row(ledger, sink, app);
          apply(ledger.entityManager(), row, attempt, sink, now);
          return Optional.of(row.turn(lease.epoch(), now));
        });
  }

  private static void apply(
      EntityManager entityManager, SinkRow row, Attempt attempt, Sink sink, long now) {
    TargetAnswer answer = attempt.answer();
    String why = answer instanceof TargetAnswer.Failure failure ? failure.reason() : null;
    row.event(SinkEvent.of(answer), why, null, now)
        .of(attempt.first(), attempt.last())
        .add(entityManager);
    SinkStatus before = row.status();
    row.apply(attempt, sink, ThreadLocalRandom.current().nextDouble(), now)
        .ifPresent(entityManager::merge);
    if (row.status() != before) {
      row.event(SinkEvent.of(row.status()), row.reason(), null, now).add(entityManager);
    }
    if (attempt.isRedriven() && answer instanceof TargetAnswer.Taken) {
      DeadLetterRow.remove(entityManager, row, attempt.first(), attempt.last());
    } else if (attempt.isRedriven()) {
      DeadLetterRow.choose(entityManager, row);
    }
  }

  /**
   * Renews the lease while a batch is under way; a lost lease stays lost.
   *
   * @return true if the node still has the lease
   */
  public boolean renew(Sink sink, long app, String node, long epoch) {
    return whole(
        ledger -> {
          LeaseRow lease = lease(ledger, sink, app);
          return lease.isHeld(node, epoch) && lease.isGiven(node, ledger.now());
        });
  }

  /**
   * Ends the lease, so that another node can take over at once.
   *
   * @return true if the node still had the lease
   */
  public boolean release(Sink sink, long app, String node, long epoch) {
    return whole(
        ledger -> {
          LeaseRow lease = lease(ledger, sink, app);
          boolean isHeld = lease.isHeld(node, epoch);
          if (isHeld) {
            lease.release();
          }
          return isHeld;
        });
  }

  /** Changes a sink for an operator. A batch that is under way changes nothing. */
  public <T> T intervene(
      Sink sink,
      long app,
      String operator,
      @Nullable String why,
      Function<Intervention, T> change) {
    return whole(
        ledger -> {
          LeaseRow lease = lease(ledger, sink, app);
          SinkRow row = row(ledger, sink, app);
          lease.interrupt();
          return change.apply(
              new Intervention(ledger.entityManager(), row, ledger.now(), operator, why));
        });
  }

  /** Returns the lease of a sink, locked. The first one to ask for it creates the sink. */
  private static LeaseRow lease(LedgerTransaction ledger, Sink sink, long app) {
    EntityManager entityManager = ledger.entityManager();
    ledger.limit();
    LeaseRow lease = LeaseRow.lock(entityManager, app, sink.name());
    if (lease != null) {
      return lease;
    }
    // Only one may create it.
    HeadRow head = entityManager.find(HeadRow.class, app, LockModeType.PESSIMISTIC_WRITE);
    lease = LeaseRow.lock(entityManager, app, sink.name());
    if (lease == null) {
      lease = new LeaseRow(app, sink.name());
      entityManager.persist(lease);
      long position = sink.start() == Sink.Start.NOW ? head.toHead().lastSequence() : 0;
      entityManager.persist(new SinkRow(app, sink.name(), position, sink.batch(), ledger.now()));
    }
    return lease;
  }

  private static SinkRow row(LedgerTransaction ledger, Sink sink, long app) {
    return Objects.requireNonNull(
        ledger.entityManager().find(SinkRow.class, new CursorRow.Key(app, sink.name())));
  }

  private <T> T whole(Function<LedgerTransaction, T> work) {
    try {
      T result = work.apply(transaction.ledger());
      transaction.entityManager().flush();
      return result;
    } catch (RuntimeException e) {
      throw new TransactionFailedException(e);
    }
  }
}
