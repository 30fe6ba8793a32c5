package subscriptionledger.query;

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
import subscriptionledger.store.Rounds;

/**
 * Tells those who wait for entries when there are any. It asks the database for the heads, ten
 * times a second, while anybody waits: so it learns of the entries of other nodes just as of our
 * own, and the write path knows nothing of it.
 */
@ApplicationScoped
public class HeadWatch {
  private static final Logger LOG = System.getLogger(HeadWatch.class.getName());
  private static final Duration EVERY = Duration.ofMillis(100);

  /** Between them everybody has a turn; behind them the thread has a rest. */
  private static final int TURNS = 50;

  @Inject private Feed feed;
  @Resource private ManagedThreadFactory threads;

  private final Rounds looks = new Rounds("looking for new entries");
  private final List<Watcher> watchers = new ArrayList<>();
  private boolean begun;
  private boolean failing;

  /** Somebody who waits for entries. */
  interface Watcher {

    /**
     * Called again and again, never by two threads at once, and not to take long.
     *
     * @param heads the apps' heads, by their ids
     */
    Next look(Map<Long, Long> heads);

    /** Called at most once, when the application is being stopped. */
    void stop();
  }

  /** When a watcher wants to look again. */
  enum Next {
    /** It has more to do with what there is. */
    AT_ONCE,
    LATER,
    GONE
  }

  synchronized void add(Watcher watcher) {
    if (looks.isStopped()) {
      watcher.stop();
      return;
    }
    watchers.add(watcher);
    if (!begun) {
      begun = true;
      looks.begin(threads, EVERY, this::look);
    }
  }

  private void look() {
    boolean atOnce = !watching().isEmpty();
    for (int turn = 0; turn < TURNS && atOnce && !looks.isStopped(); turn++) {
      Map<Long, Long> heads = heads();
      List<Watcher> gone = new ArrayList<>();
      atOnce = false;
      for (Watcher watcher : watching()) {
        Next next = look(watcher, heads);
        atOnce |= next == Next.AT_ONCE;
        if (next == Next.GONE) {
          gone.add(watcher);
        }
      }
      remove(gone);
    }
  }

  /** None, when the database does not answer: some wait for no longer than so long. */
  private Map<Long, Long> heads() {
    try {
      Map<Long, Long> heads = feed.heads();
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

  private Next look(Watcher watcher, Map<Long, Long> heads) {
    try {
      return watcher.look(heads);
    } catch (RuntimeException e) {
      fail(e);
      return Next.LATER;
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

  /** Nobody is told of any more; whoever waits is sent home. */
  @PreDestroy
  public void stop() {
    looks.stop();
    List<Watcher> left = watching();
    remove(left);
    left.forEach(Watcher::stop);
  }
}
