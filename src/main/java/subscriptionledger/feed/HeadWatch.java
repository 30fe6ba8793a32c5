package subscriptionledger.feed;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import subscriptionledger.ledger.Head;
import subscriptionledger.store.BackgroundWork;

/**
 * Reads the heads from the database ten times a second, for all that follow the ledger on this
 * node. It therefore notices the entries of other nodes in the same way as those of this node, and
 * the write path is not involved.
 */
@ApplicationScoped
public class HeadWatch {
  private static final Logger LOG = System.getLogger(HeadWatch.class.getName());
  private static final Duration EVERY = Duration.ofMillis(100);

  /**
   * The maximum number of turns without a rest. In each turn every watcher may look; after the last
   * one the thread rests.
   */
  private static final int TURNS = 50;

  @Inject private CursorReader reader;
  @Resource private ManagedThreadFactory threads;

  private final BackgroundWork looks = new BackgroundWork("looking for new entries");
  private final List<Watcher> watchers = new ArrayList<>();
  private volatile Map<Long, Head> last = Map.of();
  private boolean failing;

  /** A party that waits for entries. */
  public interface Watcher {

    /**
     * Looks for new entries. Calls repeat, never come from two threads at once, and must not take
     * long.
     *
     * @param heads the last number of each app by its id; empty if the database does not respond
     */
    NextLook look(Map<Long, Long> heads);

    /** Ends the waiting; called at most once, when the application is being stopped. */
    void stop();
  }

  /** The time at which a watcher wants to look again. */
  public enum NextLook {
    /** The watcher can process more of the existing entries. */
    AT_ONCE,
    LATER,
    GONE
  }

  /** Starts to read the heads. */
  public void start() {
    looks.begin(threads, EVERY, this::look);
  }

  /** Returns the heads as they were last read, by app; empty if the database does not respond. */
  Map<Long, Head> last() {
    return last;
  }

  /** Has a watcher look from now on. */
  public synchronized void add(Watcher watcher) {
    if (looks.isStopped()) {
      watcher.stop();
    } else {
      watchers.add(watcher);
    }
  }

  private void look() {
    boolean atOnce = true;
    for (int turn = 0; turn < TURNS && atOnce && !looks.isStopped(); turn++) {
      last = heads();
      Map<Long, Long> heads =
          last.values().stream().collect(Collectors.toMap(Head::app, Head::lastSequence));
      List<Watcher> gone = new ArrayList<>();
      atOnce = false;
      for (Watcher watcher : watching()) {
        NextLook next = look(watcher, heads);
        atOnce |= next == NextLook.AT_ONCE;
        if (next == NextLook.GONE) {
          gone.add(watcher);
        }
      }
      remove(gone);
    }
  }

  /**
   * Returns the heads; empty if the database does not respond, so that long polls can still time
   * out.
   */
  private Map<Long, Head> heads() {
    try {
      Map<Long, Head> heads = reader.heads();
      if (failing) {
        LOG.log(Level.INFO, "The database responds to readers again");
      }
      failing = false;
      return heads;
    } catch (RuntimeException e) {
      fail(e);
      return Map.of();
    }
  }

  private NextLook look(Watcher watcher, Map<Long, Long> heads) {
    try {
      return watcher.look(heads);
    } catch (RuntimeException e) {
      fail(e);
      return NextLook.LATER;
    }
  }

  private void fail(RuntimeException e) {
    if (!failing) {
      LOG.log(Level.WARNING, "The database does not respond to readers: " + e.getClass().getName());
    }
    failing = true;
  }

  private synchronized List<Watcher> watching() {
    return List.copyOf(watchers);
  }

  private synchronized void remove(List<Watcher> done) {
    watchers.removeAll(done);
  }

  /** Stops the notifications and ends the waiting of all watchers. */
  @PreDestroy
  public void stop() {
    looks.stop();
    List<Watcher> left = watching();
    remove(left);
    left.forEach(Watcher::stop);
  }
}
