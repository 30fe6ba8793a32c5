package subscriptionledger.journal;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ContextService;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import subscriptionledger.ledger.Delivery;

/**
 * The entrance to the ledger: accepts deliveries from any number of threads and returns a receipt
 * for each when it is durable.
 *
 * <p>The bean manages concurrency and transactions itself and leaves both to {@link GroupCommit}: a
 * container's lock would admit one caller at a time, and a container's transaction would cover a
 * single call.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Journal {
  private static final Logger LOG = System.getLogger(Journal.class.getName());

  /**
   * The time limit of a receipt; a later one is replaced by a refusal. The provider waits 2 seconds
   * (document 34354); the rest is for the network and the server.
   */
  private static final Duration RECEIPT_LIMIT = Duration.ofMillis(1_500);

  /**
   * The maximum number of deliveries in a group. A larger group takes longer without reducing the
   * cost of each delivery.
   */
  private static final int GROUP_DELIVERIES = 256;

  private static final int GROUP_EVENTS = 4_096;

  /**
   * The maximum number of waiting deliveries; further ones are refused. Each may have a body of up
   * to {@code ledger.callback.max-body}.
   */
  private static final int QUEUED = 2_048;

  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  @Inject private DurableWriter writer;
  @Inject private JournalMetrics metrics;
  @Resource private ManagedExecutorService executor;
  @Resource private ContextService contexts;

  private GroupCommit groupCommit;

  /**
   * Starts the group commit. The timer thread of the Java VM outlives the application that first
   * used it and keeps its class loader. An executor of the server would pass that class loader on,
   * so timers run in the context of this application.
   */
  @PostConstruct
  void start() {
    Executor ofThisApplication = contexts.currentContextExecutor();
    groupCommit =
        new GroupCommit(
            writer,
            executor,
            ring -> ofThisApplication.execute(() -> executor.execute(ring)),
            new GroupCommit.Limits(QUEUED, GROUP_DELIVERIES, GROUP_EVENTS, RECEIPT_LIMIT),
            System::nanoTime);
    metrics.watch(groupCommit::queued);
  }

  /** Refuses further deliveries, and returns when the accepted ones are recorded. */
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
   * Records a delivery. The receipt arrives within 1.5 seconds in every case, on a thread of the
   * server.
   *
   * @param request the id of the request in the log
   */
  public CompletionStage<Receipt> append(Delivery delivery, String request) {
    return groupCommit.append(delivery, request);
  }

  /** Refuses all further deliveries; accepted ones are still recorded. */
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
        writer.lastCommit(),
        writer.lastFailure(),
        groupCommit.refusedInARow(),
        groupCommit.intake());
  }
}
