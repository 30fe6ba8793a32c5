package subscriptionledger.feed;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import subscriptionledger.ledger.Head;
import subscriptionledger.store.BackgroundWork;
import subscriptionledger.store.DatabaseFailure;
import subscriptionledger.store.Durability;
import subscriptionledger.store.TransactionFailedException;

/**
 * Moves the cursors of all followers. One thread takes steps in turn, large ones under load. When
 * little happens it looks ten times a second, so that a lone callback does not share the disk with
 * what follows it. Any number of nodes may do so: each step locks its cursor. A question that needs
 * a cursor farther ahead takes the steps itself.
 */
@ApplicationScoped
public class Cursors {
  private static final Duration EVERY = Duration.ofMillis(100);

  /** The maximum time for which a question waits until it can be answered. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @EJB private CursorTransaction transaction;
  @Inject private CursorReader reader;
  @Inject private Durability durability;
  @Inject private HeadWatch heads;
  @Inject @Any private Instance<Follower> followers;
  @Resource private ManagedThreadFactory threads;

  private final BackgroundWork rounds = new BackgroundWork("following the ledger");
  private final Map<String, Pace> paces = new ConcurrentHashMap<>();

  /** Starts to follow the ledger. */
  public void start() {
    rounds.begin(threads, EVERY, this::round);
  }

  /** Stops after the current step. */
  @PreDestroy
  public void stop() {
    rounds.stop();
  }

  private void round() {
    boolean more = true;
    while (more) {
      more = false;
      for (Head head : heads.last().values()) {
        for (Follower follower : followers) {
          more |= !rounds.isStopped() && isStepped(pace(follower, head.app()), head);
        }
      }
    }
  }

  private Pace pace(Follower follower, long app) {
    return paces.computeIfAbsent(follower.name() + app, unused -> new Pace(follower, app));
  }

  /** Takes a step if one is due, unless a question takes it. Returns true if it was taken. */
  private boolean isStepped(Pace pace, Head head) {
    if (!pace.isDue(head) || !pace.isLocked(0)) {
      return false;
    }
    try {
      step(pace);
      return true;
    } catch (RuntimeException e) {
      return false;
    } finally {
      pace.stepping.unlock();
    }
  }

  private Progress step(Pace pace) {
    try {
      Progress progress = durability.write(() -> transaction.step(pace.follower, pace.app));
      pace.stepped(progress);
      return progress;
    } catch (RuntimeException e) {
      if (!DatabaseFailure.isForALock(e)) {
        pace.failed(e);
      }
      throw e;
    }
  }

  /**
   * Answers a question as of a head, after the cursor has reached it.
   *
   * @param name the cursor of the follower whose results answer the question
   * @throws BehindException if it does not reach the head within two seconds, or if an operator has
   *     everything computed anew meanwhile
   */
  public <T> T upTo(long head, String name, long app, Supplier<T> question) {
    return near(head, 0, name, app, reached -> question.get());
  }

  /**
   * The same for a question that reads the newest entries itself, but not more than a distance.
   *
   * @param question its parameter is the number up to which everything has been applied
   */
  public <T> T near(long head, long distance, String name, long app, LongFunction<T> question) {
    Pace pace = pace(follower(name), app);
    Progress reached = catchUp(pace, head - distance);
    return reader.answer(() -> question.apply(reached.position()), reached, pace.follower, app);
  }

  private Progress catchUp(Pace pace, long head) {
    long began = System.nanoTime();
    Progress progress = reader.read(pace.follower, pace.app);
    while (progress.position() < head) {
      long left = PATIENCE.toNanos() - (System.nanoTime() - began);
      if (left <= 0 || !pace.isLocked(left)) {
        throw new BehindException(pace.follower.name());
      }
      try {
        // Another node may have begun to compute everything anew since the last step of this one.
        Progress last = pace.last();
        boolean reached = last.rebuilds() >= progress.rebuilds() && last.position() >= head;
        progress = reached ? last : stepForQuestion(pace, progress);
      } finally {
        pace.stepping.unlock();
      }
    }
    return progress;
  }

  /** Takes a step, unless another node is taking it. */
  private Progress stepForQuestion(Pace pace, Progress before) {
    try {
      return step(pace);
    } catch (RuntimeException e) {
      if (DatabaseFailure.isForALock(e)) {
        return before;
      }
      throw new BehindException(pace.follower.name());
    }
  }

  /**
   * Has everything that a follower has applied removed and applied anew. Questions are refused
   * until it has caught up.
   *
   * @param name one of {@link #names}
   * @throws TransactionFailedException if another node is taking a step, or the database does not
   *     respond
   */
  public void rebuild(String name, long app) {
    Pace pace = pace(follower(name), app);
    pace.stepping.lock();
    try {
      pace.stepped(durability.write(() -> transaction.rebuild(pace.follower, app)));
    } finally {
      pace.stepping.unlock();
    }
  }

  /** Returns how far the cursors of an app have come, by name. */
  public Map<String, Progress> progress(long app) {
    Map<String, Progress> progress = new TreeMap<>();
    answering().forEach((name, follower) -> progress.put(name, reader.read(follower, app)));
    return progress;
  }

  /** Returns the names of the cursors of which {@link #upTo} knows. */
  public Set<String> names() {
    return answering().keySet();
  }

  private Follower follower(String name) {
    return Optional.ofNullable(answering().get(name)).orElseThrow();
  }

  private Map<String, Follower> answering() {
    return followers.stream()
        .filter(Follower::answersQuestions)
        .collect(Collectors.toMap(Follower::name, Function.identity()));
  }
}
