package subscriptionledger.relay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Head;
import subscriptionledger.store.LedgerQueries;
import subscriptionledger.store.TransactionEntityManager;

/** Reads the sinks and their dead letters, each answer in a transaction of its own. */
@ApplicationScoped
public class SinkQueries {
  @Inject private TransactionEntityManager transaction;
  @Inject private LedgerQueries ledger;

  /**
   * A sink in the ledger of an app, and the end of that ledger.
   *
   * @param deadLetters the number of its dead letters
   * @param behindSince the time at which the first entry after the position was recorded
   */
  public record Progress(
      SinkState state, long head, long deadLetters, Optional<Instant> behindSince) {

    /** Returns the number of entries after the position, including those that do not match. */
    public long lag() {
      return Math.max(0, head - state.position());
    }

    /** Returns the age of the first entry after the position, in seconds; 0 if there is none. */
    public long lagSeconds(Instant now) {
      return behindSince
          .map(since -> Math.max(0, Duration.between(since, now).toSeconds()))
          .orElse(0L);
    }
  }

  /** Returns the progress of all sinks that have a position, in the order of names and apps. */
  @Transactional
  public List<Progress> progress() {
    Map<Long, Long> heads =
        ledger.heads().stream().collect(Collectors.toMap(Head::app, Head::lastSequence));
    return transaction
        .entityManager()
        .createQuery("SELECT s FROM SinkRow s ORDER BY s.name, s.app", SinkRow.class)
        .getResultStream()
        .map(row -> progress(row.toState(), heads))
        .toList();
  }

  private Progress progress(SinkState state, Map<Long, Long> heads) {
    return new Progress(
        state,
        heads.getOrDefault(state.app(), 0L),
        deadLetters(state),
        ledger.entry(state.app(), state.position() + 1).map(Entry::recordedAt));
  }

  private long deadLetters(SinkState state) {
    return transaction
        .entityManager()
        .createQuery(
            "SELECT COUNT(d.sequence) FROM DeadLetterRow d WHERE d.app = :app AND d.sink = :sink",
            Long.class)
        .setParameter("app", state.app())
        .setParameter("sink", state.sink())
        .getSingleResult();
  }

  /** Returns what the owner of the lease may do; empty if the sink has no position yet. */
  @Transactional
  public Optional<Turn> outlook(Sink sink, long app) {
    return transaction
        .entityManager()
        .createQuery(
            "SELECT s, l FROM SinkRow s, LeaseRow l WHERE s.app = :app AND s.name = :name"
                + " AND l.app = s.app AND l.name = s.name",
            Object[].class)
        .setParameter("app", app)
        .setParameter("name", sink.name())
        .getResultStream()
        .map(
            row -> ((SinkRow) row[0]).turn(((LeaseRow) row[1]).epoch(), transaction.ledger().now()))
        .findFirst();
  }

  /** Returns the events of a sink before a number, the last one first. */
  @Transactional
  public List<SinkEventRow> events(long app, String sink, long before, int limit) {
    return transaction
        .entityManager()
        .createQuery(
            "SELECT e FROM SinkEventRow e WHERE e.app = :app AND e.sink = :sink"
                + " AND e.number < :before ORDER BY e.app DESC, e.sink DESC, e.number DESC",
            SinkEventRow.class)
        .setParameter("app", app)
        .setParameter("sink", sink)
        .setParameter("before", before)
        .setMaxResults(limit)
        .getResultList();
  }

  /** Returns the dead letters of a sink after a number, in the order of the entries. */
  @Transactional
  public List<DeadLetterRow> deadLetters(long app, String sink, long after, int limit) {
    return transaction
        .entityManager()
        .createQuery(
            "SELECT d FROM DeadLetterRow d WHERE d.app = :app AND d.sink = :sink"
                + " AND d.sequence > :after ORDER BY d.app, d.sink, d.sequence",
            DeadLetterRow.class)
        .setParameter("app", app)
        .setParameter("sink", sink)
        .setParameter("after", after)
        .setMaxResults(limit)
        .getResultList();
  }
}
