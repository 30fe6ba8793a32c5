package subscriptionledger.journal;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.store.Durability;

/**
 * The way into the ledger: takes deliveries from any number of threads, and gives each its receipt
 * once it is durable.
 *
 * <p>The bean manages concurrency and transactions itself, which is to say that it leaves both to
 * {@link GroupCommit}: a container's lock would let one caller in at a time, and a container's
 * transaction would be one for each call.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Journal {
  private static final Logger LOG = System.getLogger(Journal.class.getName());

  /** The provider waits 2 seconds (document 34354); the rest is for the network and the server. */
  private static final Duration RECEIPT_LIMIT = Duration.ofMillis(1_500);

  /** Beyond these a group grows longer without becoming cheaper for each. */
  private static final int GROUP_DELIVERIES = 256;

  private static final int GROUP_EVENTS = 4_096;

  /** Each may have a body of up to {@code ledger.callback.max-body}. */
  private static final int QUEUED = 2_048;

  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  @EJB private GroupTransaction transaction;
  @Inject private Durability durability;
  @Inject private JournalObserver observer;
  @Inject private Clock clock;
  @Resource private ManagedExecutorService executor;
  @Resource private ContextService contexts;

  private GroupCommit groupCommit;
  private volatile @Nullable Instant lastCommit;
  private volatile @Nullable Instant lastFailure;

  /**
   * The thread that keeps the time outlives the application that first made it, and has its class
   * loader; an executor of the server would hand that on.
   */
  @PostConstruct
  void start() {
    Executor ofThisApplication = contexts.currentContextExecutor();
    groupCommit =
        new GroupCommit(
            new TransactionWriter(),
            executor,
            ring -> ofThisApplication.execute(() -> executor.execute(ring)),
            new GroupCommit.Limits(QUEUED, GROUP_DELIVERIES, GROUP_EVENTS, RECEIPT_LIMIT),
            System::nanoTime);
    observer.watch(groupCommit::queued);
  }

  /** Takes no more deliveries, and returns when those that have been taken are recorded. */
  @PreDestroy
  public void drain() {
    try {
      if (!groupCommit.stop(STOP_LIMIT)) {
        LOG.log(
            Level.WARNING,
            "The journal stopped before all deliveries were recorded; their senders received no OK");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Records a delivery. The receipt comes within 1.5 seconds, whatever happens, on a thread of the
   * server's.
   *
   * @param request what the log calls the request that brought it
   */
  public CompletionStage<Receipt> append(Delivery delivery, String request) {
    return groupCommit.append(delivery, request);
  }

  /** Refuses all deliveries from now on; those that have been taken are recorded. */
  public void pause() {
    groupCommit.pause(true);
  }

  public void resume() {
    groupCommit.pause(false);
  }

  public JournalStatus status() {
    return new JournalStatus(
        groupCommit.queued(),
        QUEUED,
        groupCommit.underWay(),
        lastCommit,
        lastFailure,
        groupCommit.refusedInARow(),
        groupCommit.intake());
  }

  private final class TransactionWriter implements GroupWriter {
    @Override
    public List<Receipt> write(List<Delivery> group) {
      long began = System.nanoTime();
      Written written = recorded(group);
      observer.committed(written, Duration.ofNanos(System.nanoTime() - began));
      return written.receipts();
    }

    private Written recorded(List<Delivery> group) {
      try {
        Written written = transaction.record(group);
        durability.force();
        lastCommit = clock.instant();
        return written;
      } catch (RuntimeException e) {
        lastFailure = clock.instant();
        throw e;
      }
    }

    @Override
    public boolean isReachable() {
      return durability.isReachable();
    }
  }
}
