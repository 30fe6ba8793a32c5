package subscriptionledger.entries;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import subscriptionledger.feed.Feed;
import subscriptionledger.feed.Feed.EntryQuery;
import subscriptionledger.feed.Feed.Page;
import subscriptionledger.feed.HeadWatch;

/** Holds requests until there are entries for their responses. */
@ApplicationScoped
public class LongPolls {
  /**
   * The maximum number of responses that are sent at a time; further ones wait for a thread. A
   * client that does not read occupies one.
   */
  private static final int ANSWERED_AT_A_TIME = 4;

  @Inject private Feed feed;
  @Inject private HeadWatch heads;
  @Resource private ManagedThreadFactory threads;
  private ExecutorService answering;

  @PostConstruct
  void start() {
    answering = Executors.newFixedThreadPool(ANSWERED_AT_A_TIME, threads);
  }

  /**
   * Stops the threads after their current responses; {@link HeadWatch} ends the waiting of the
   * remaining requests. The threads are not interrupted because an interrupted read closes H2's
   * file.
   */
  @PreDestroy
  void stop() {
    answering.shutdown();
  }

  /**
   * Returns the first page that is not empty, or an empty one after the waiting time.
   *
   * @param head the app's last number
   */
  CompletionStage<Page> first(EntryQuery query, long head, Duration wait) {
    Page page = feed.page(query, head);
    if (!page.entries().isEmpty()) {
      return CompletableFuture.completedFuture(page);
    }
    LongPoll waiting = new LongPoll(query, page, System.nanoTime() + wait.toNanos());
    heads.add(waiting);
    return waiting.answer;
  }

  private final class LongPoll implements HeadWatch.Watcher {
    private final EntryQuery query;
    private final long deadline;
    private final CompletableFuture<Page> answer = new CompletableFuture<>();
    private Page last;

    LongPoll(EntryQuery query, Page last, long deadline) {
      this.query = query;
      this.last = last;
      this.deadline = deadline;
    }

    @Override
    public HeadWatch.NextLook look(Map<Long, Long> heads) {
      long head = heads.getOrDefault(query.app(), 0L);
      if (head > last.next()) {
        last = feed.news(query.after(last.next()), head);
      }
      boolean over = !last.entries().isEmpty() || System.nanoTime() - deadline > 0;
      if (over) {
        Page found = last;
        // A slow client delays only these threads, and nobody else uses them.
        CompletableFuture<Page> unused = answer.completeAsync(() -> found, answering);
      }
      return over ? HeadWatch.NextLook.GONE : HeadWatch.NextLook.LATER;
    }

    @Override
    public void stop() {
      answer.complete(last);
    }
  }
}
