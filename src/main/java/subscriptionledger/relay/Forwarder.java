package subscriptionledger.relay;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import subscriptionledger.store.BackgroundWork;
import subscriptionledger.store.DatabaseFailure;

/** The thread that forwards the entries of one app to one sink, while there is something to do. */
final class Forwarder {
  private static final Logger LOG = System.getLogger(Forwarder.class.getName());

  private final String sink;
  private final String app;
  private final SinkWorker worker;
  private final BackgroundWork work;
  private final Semaphore wakeUps = new Semaphore(0);
  private boolean isFailing;

  Forwarder(String sink, long app, SinkWorker worker) {
    this.sink = sink;
    // The log would format a number for the server's language.
    this.app = Long.toString(app);
    this.worker = worker;
    this.work = new BackgroundWork("forwarding to the sink " + sink);
  }

  void start(ManagedThreadFactory threads) {
    threads.newThread(this::go).start();
  }

  private void go() {
    try {
      while (!worker.isHalted()) {
        Duration[] rest = {SinkWorker.LOOK};
        work.run(() -> rest[0] = round());
        if (wakeUps.tryAcquire(rest[0].toMillis(), MILLISECONDS)) {
          wakeUps.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs a round, and returns the time until the next one. A failure is logged once. */
  private Duration round() {
    try {
      Duration rest = worker.forward();
      if (isFailing) {
        isFailing = false;
        LOG.log(Level.INFO, "Sink {0} of app {1} goes on", sink, app);
      }
      return rest;
    } catch (RuntimeException e) {
      if (!isFailing) {
        isFailing = true;
        LOG.log(
            Level.WARNING,
            "Sink {0} of app {1} stands still, and will be tried again: {2}",
            sink,
            app,
            DatabaseFailure.describe(e));
      }
      return SinkWorker.LOOK;
    }
  }

  /** Notices new entries. */
  void look(Map<Long, Long> heads) {
    if (worker.isNews(heads)) {
      wakeUps.release();
    }
  }

  /** Notices that an operator has changed a sink. */
  void wake(String changed) {
    if (changed.equals(sink)) {
      wakeUps.release();
    }
  }

  /** Renews the lease while a batch is under way. */
  void renew() {
    try {
      worker.renew();
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "The lease of the sink {0} of app {1} was not renewed: {2}",
          sink,
          app,
          DatabaseFailure.describe(e));
    }
  }

  /** Begins to stop. */
  void halt() {
    worker.halt();
    wakeUps.release();
  }

  /** Stops after the current round, and gives the lease to another node. */
  void stop() {
    work.stop();
    try {
      worker.release();
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "A lease was not ended: {0}", DatabaseFailure.describe(e));
    }
  }
}
