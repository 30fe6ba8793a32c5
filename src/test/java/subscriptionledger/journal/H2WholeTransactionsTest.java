package subscriptionledger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import subscriptionledger.retention.Purge;
import subscriptionledger.store.LocalDatabase;

/**
 * H2 2.3.232 may not be able to read a file in which it has stored an unfinished transaction
 * (decision 17).
 */
class H2WholeTransactionsTest extends RecordedFile {
  @Test
  void p1StoresNothingOfATransactionThatIsUnderWay() throws Exception {
    DiskRecording recording = PowerCutFiles.recording(file);
    CountDownLatch removed = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (OpenLedger ledger = new OpenLedger("ordered:" + PowerCutFiles.path(file))) {
      LocalDatabase database = ledger.database();
      LocalWriter writer = new LocalWriter(database);
      writer.write(List.of(Deliveries.unsubscribed("jared-1")));
      Future<Long> purge =
          threads.submit(
              () ->
                  database
                      .durability()
                      .write(
                          () ->
                              database.inTransaction(
                                  entityManager -> {
                                    long purged =
                                        new Purge(entityManager)
                                            .purge(Deliveries.APP, 0, Instant.now(), 1_000);
                                    entityManager.flush();
                                    removed.countDown();
                                    await(mayEnd);
                                    return purged;
                                  })));
      await(removed);
      Map<String, byte[]> before = recording.forced().files();
      Future<List<Receipt>> group =
          threads.submit(() -> writer.write(List.of(Deliveries.unsubscribed("jared-2"))));

      // H2's own background thread would store within half a second.
      assertThatThrownBy(() -> group.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
      assertThat(recording.forced().files()).usingRecursiveComparison().isEqualTo(before);

      mayEnd.countDown();
      assertThat(purge.get(1, TimeUnit.MINUTES)).isOne();
      assertThat(group.get(1, TimeUnit.MINUTES))
          .extracting(LedgerFixture::told)
          .containsExactly("RECORDED 1");
    } finally {
      mayEnd.countDown();
      threads.shutdown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
