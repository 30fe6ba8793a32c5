package subscriptionledger.journal;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import subscriptionledger.journal.Receipt.Reason;
import subscriptionledger.journal.Receipt.Refused;
import subscriptionledger.ledger.Delivery;

/**
 * A delivery that waits for its receipt, with the timer of the receipt.
 *
 * @param request the id of the request in the log
 */
record PendingDelivery(
    Delivery delivery,
    String request,
    CompletableFuture<Receipt> receipt,
    CompletableFuture<Void> timer) {

  PendingDelivery(Delivery delivery, String request) {
    this(delivery, request, new CompletableFuture<>(), new CompletableFuture<>());
  }

  /**
   * Starts the timer, after which the receipt is a refusal. A timer that is cancelled, or for which
   * there is no thread, expires at once: either the receipt is there, or there is no hope of one.
   *
   * @param ringing receives the work of an expired timer from the timer thread, which the whole
   *     Java VM shares
   */
  void startTimer(Duration limit, Executor ringing) {
    CompletableFuture<Void> unused =
        timer
            .completeOnTimeout(null, limit.toNanos(), NANOSECONDS)
            .thenRunAsync(this::expire, ringing)
            .exceptionally(
                cancelledOrRejected -> {
                  expire();
                  return null;
                });
  }

  private void expire() {
    receipt.complete(new Refused(Reason.LATE));
  }

  void answer(Receipt answer) {
    receipt.complete(answer);
    timer.cancel(false);
  }
}
