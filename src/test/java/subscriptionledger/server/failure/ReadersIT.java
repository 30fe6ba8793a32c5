package subscriptionledger.server.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import subscriptionledger.server.client.LedgerClient;
import subscriptionledger.server.client.Load;
import subscriptionledger.server.process.ProcessDatabase;
import subscriptionledger.server.process.ServerProcess;

/** P3: readers see each number once, in order, whatever happens to the servers. */
class ReadersIT {
  @TempDir private Path folder;

  @Test
  void p3TellsReadersOfEachEntryOnceThoughTheServerIsKilled() throws Exception {
    ProcessDatabase database = ProcessDatabase.ofSuite("readers", ServerProcess.home("readers"));
    try (ServerProcess server = new ServerProcess("readers", database)) {
      server.start();
      assertAllSeen(
          folder,
          server,
          server,
          load -> {
            server.kill();
            server.start();
            load.awaitMore("200");
          });
    }
  }

  /** What happens after some of a load. */
  interface Happening {
    void under(Load load) throws Exception;
  }

  static void assertAllSeen(
      Path folder, ServerProcess read, ServerProcess written, Happening happening)
      throws Exception {
    LedgerClient client = new LedgerClient(read.url());
    Follower follower = new Follower(client, APP);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<List<Long>> pages = threads.submit(follower.byPages());
      Future<List<Long>> streams = threads.submit(follower.byStreams());
      try (Load load = new Load(folder, List.of(written.url()))) {
        load.awaitMore("200");
        happening.under(load);
        load.end();
      }

      long head = client.head(APP);
      follower.end(head);
      List<Long> all = LongStream.rangeClosed(1, head).boxed().toList();
      assertThat(pages.get()).isEqualTo(all);
      assertThat(streams.get()).isEqualTo(all);
    } finally {
      threads.shutdownNow();
    }
  }
}
