package subscriptionledger.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.concurrent.Semaphore;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.EntryFilter;
import subscriptionledger.query.Feed.Page;
import subscriptionledger.store.LedgerView.Order;

/**
 * Entries and states as files of any length: page by page, each in a transaction of its own, so
 * that the server holds no more than a page of it. An export that fails midway ends without its
 * trailer, or, as CSV, with its connection.
 */
@ApplicationScoped
public class Exports {
  static final String CSV = "text/csv";
  static final String NDJSON = "application/x-ndjson";

  /** Who accepts anything gets JSON (Jakarta RESTful Web Services, 3.5: the server's quality). */
  static final String ONLY_IF_ASKED_FOR = ";qs=0.1";

  private static final int PAGE = 1_000;

  @Inject private Feed feed;
  @Inject private States states;
  @Inject private ApiPolicy policy;

  private Semaphore running = new Semaphore(0);

  @PostConstruct
  void start() {
    running = new Semaphore(policy.exports());
  }

  /** Which entries are wanted: at most so many, with numbers from after to upTo. */
  record Entries(long app, EntryFilter filter, long after, long upTo, long limit) {}

  /**
   * The last line of NDJSON.
   *
   * @param next the cursor from where a later export goes on
   */
  @JsonbPropertyOrder({"next", "head"})
  public record Trailer(Object next, long head) {}

  /** Takes what comes of an export. */
  private interface Lines<T> {
    void write(Writer out, T item) throws IOException;
  }

  Response csv(Entries entries) {
    return file(
        CSV,
        "entries-" + entries.app() + ".csv",
        out -> {
          out.write(
              Csv.line(
                  "app",
                  "sequence",
                  "kind",
                  "account",
                  "subscriber",
                  "operator",
                  "platform",
                  "clientIp",
                  "occurredAt",
                  "recordedAt",
                  "source",
                  "delivery",
                  "detail"));
          write(entries, out, (lines, entry) -> lines.write(csv(entry)));
        });
  }

  private static String csv(EntryPayload entry) {
    return Csv.line(
        entry.app(),
        entry.sequence(),
        entry.kind(),
        entry.account(),
        entry.subscriber(),
        entry.operator(),
        entry.platform(),
        entry.clientIp(),
        entry.occurredAt(),
        entry.recordedAt(),
        entry.source(),
        entry.delivery(),
        entry.detail() == null ? null : Json.of(entry.detail()));
  }

  Response ndjson(Entries entries) {
    return file(
        NDJSON,
        "entries-" + entries.app() + ".ndjson",
        out -> {
          long next = write(entries, out, (lines, entry) -> json(lines, entry));
          json(out, new Trailer(next, entries.upTo()));
        });
  }

  Response csv(States.Question question) {
    return file(
        CSV,
        "subscriptions-" + question.account().app() + ".csv",
        out -> {
          out.write(
              Csv.line("app", "account", "subscriber", "status", "since", "reason", "sequence"));
          write(question, out, (lines, state) -> lines.write(csv(state)));
        });
  }

  private static String csv(SubscriptionPayload state) {
    return Csv.line(
        state.app(),
        state.account(),
        state.subscriber(),
        state.status(),
        state.since(),
        state.reason(),
        state.sequence());
  }

  Response ndjson(States.Question question, long head) {
    return file(
        NDJSON,
        "subscriptions-" + question.account().app() + ".ndjson",
        out -> {
          String next = write(question, out, (lines, state) -> json(lines, state));
          json(out, new Trailer(next, head));
        });
  }

  /** Returns how far it went. */
  private long write(Entries entries, Writer out, Lines<EntryPayload> lines) throws IOException {
    long cursor = entries.after();
    long left = entries.limit();
    while (cursor < entries.upTo() && left > 0) {
      int limit = (int) Math.min(PAGE, left);
      Page page =
          feed.page(
              new Feed.Question(entries.app(), entries.filter(), cursor, limit, Order.ASC),
              entries.upTo());
      for (Entry entry : page.entries()) {
        lines.write(out, EntryPayload.of(entry));
      }
      left -= page.entries().size();
      cursor = page.next();
    }
    return cursor;
  }

  private String write(States.Question question, Writer out, Lines<SubscriptionPayload> lines)
      throws IOException {
    States.Question rest = question;
    String last = question.after();
    while (true) {
      States.Page page = states.page(rest, PAGE);
      for (SubscriptionPayload subscription : page.subscriptions()) {
        lines.write(out, subscription);
        last = subscription.subscriber();
      }
      if (page.next() == null) {
        return last;
      }
      rest = rest.after(page.next());
    }
  }

  private static void json(Writer out, Object line) throws IOException {
    out.write(Json.of(line));
    out.write('\n');
  }

  /** What writes the file. */
  private interface Content {
    void write(Writer out) throws IOException;
  }

  /** The permit is taken only when the body is written: an answer to HEAD has none. */
  private Response file(String type, String name, Content content) {
    if (running.availablePermits() < 1) {
      throw new ProblemException(
          Problem.unavailable("As many exports are under way as may be; see ledger.api.exports."));
    }
    StreamingOutput body =
        stream -> {
          running.acquireUninterruptibly();
          try (Writer out = new BufferedWriter(new OutputStreamWriter(stream, UTF_8))) {
            content.write(out);
          } finally {
            running.release();
          }
        };
    return Replies.builder(body)
        .type(type + ";charset=UTF-8")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .build();
  }
}
