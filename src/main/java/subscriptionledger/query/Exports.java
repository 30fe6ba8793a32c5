package subscriptionledger.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import subscriptionledger.ledger.EntryFilter;
import subscriptionledger.query.Feed.Page;
import subscriptionledger.store.LedgerQueries.Order;

/**
 * Exports entries and states as files of any length. The pages of a file are read in separate
 * transactions, so that the server holds only one of them in memory. A whole file is based on one
 * head.
 *
 * <p>The first page is read before the response begins, so a failure until then is answered like
 * any other. A later failure aborts the connection; a file that ends properly is therefore
 * complete.
 */
@ApplicationScoped
public class Exports {
  static final String CSV = "text/csv";
  static final String NDJSON = "application/x-ndjson";

  /**
   * The quality of the file formats on the server's side: clients that accept any format receive
   * JSON (Jakarta RESTful Web Services, 3.5).
   */
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

  /**
   * The query of an export.
   *
   * @param after the number after which the export begins
   * @param upTo the number of the last entry that may be exported
   * @param limit the maximum number of entries
   */
  record ExportQuery(long app, EntryFilter filter, long after, long upTo, long limit) {}

  /** The request for a file, and the response that contains it. */
  record HttpExchange(HttpServletRequest request, HttpServletResponse response) {}

  /**
   * The last line of NDJSON.
   *
   * @param next the cursor for a later export
   * @param head the number of the last entry that the file is based on
   */
  @JsonbPropertyOrder({"next", "head"})
  public record Trailer(Object next, long head) {}

  Response csv(ExportQuery query, boolean bom, HttpExchange exchange) {
    return file(
        new EntryPages(query),
        new FileFormat<>(
            CSV,
            "entries-" + query.app() + ".csv",
            Csv.header(
                bom,
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
                "detail"),
            Exports::csv,
            end -> ""),
        exchange);
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

  Response ndjson(ExportQuery query, HttpExchange exchange) {
    return file(
        new EntryPages(query),
        new FileFormat<>(
            NDJSON, "entries-" + query.app() + ".ndjson", "", Exports::json, Exports::json),
        exchange);
  }

  Response csv(States.SubscriptionQuery query, boolean bom, HttpExchange exchange) {
    return file(
        new StatePages(query),
        new FileFormat<>(
            CSV,
            "subscriptions-" + query.account().app() + ".csv",
            Csv.header(
                bom, "app", "account", "subscriber", "status", "since", "reason", "sequence"),
            Exports::csv,
            end -> ""),
        exchange);
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

  Response ndjson(States.SubscriptionQuery query, HttpExchange exchange) {
    return file(
        new StatePages(query),
        new FileFormat<>(
            NDJSON,
            "subscriptions-" + query.account().app() + ".ndjson",
            "",
            Exports::json,
            Exports::json),
        exchange);
  }

  private static String json(Object line) {
    return Json.of(line) + '\n';
  }

  /**
   * The format of a file: its media type, its name, its first line, its other lines and its last
   * line.
   */
  private record FileFormat<T>(
      String type,
      String name,
      String first,
      Function<? super T, String> line,
      Function<Trailer, String> last) {}

  /** The content of a file, page by page. */
  private interface Pages<T> {
    boolean hasNext();

    /** Reads the next page; an empty page need not be the last. */
    List<T> read();

    /** Describes the range that was read. */
    Trailer trailer();
  }

  private final class EntryPages implements Pages<EntryPayload> {
    private final ExportQuery query;
    private long cursor;
    private long left;

    EntryPages(ExportQuery query) {
      this.query = query;
      this.cursor = query.after();
      this.left = query.limit();
    }

    @Override
    public boolean hasNext() {
      return cursor < query.upTo() && left > 0;
    }

    @Override
    public List<EntryPayload> read() {
      int limit = (int) Math.min(PAGE, left);
      Page page =
          feed.page(
              new Feed.EntryQuery(query.app(), query.filter(), cursor, limit, Order.ASC),
              query.upTo());
      left -= page.entries().size();
      cursor = page.next();
      return page.entries().stream().map(EntryPayload::of).toList();
    }

    @Override
    public Trailer trailer() {
      return new Trailer(cursor, query.upTo());
    }
  }

  private final class StatePages implements Pages<SubscriptionPayload> {
    private final States.SubscriptionQuery query;
    private @Nullable String next;
    private String last;

    StatePages(States.SubscriptionQuery query) {
      this.query = query;
      this.next = query.after();
      this.last = query.after();
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public List<SubscriptionPayload> read() {
      States.Page page = states.page(query.after(next == null ? last : next), PAGE);
      List<SubscriptionPayload> found = page.subscriptions();
      next = page.next();
      last = found.isEmpty() ? last : found.get(found.size() - 1).subscriber();
      return found;
    }

    @Override
    public Trailer trailer() {
      return new Trailer(last, query.head());
    }
  }

  /**
   * Builds the response. A response to HEAD has no body, so nothing is read and no permit is taken.
   */
  private <T> Response file(Pages<T> pages, FileFormat<T> form, HttpExchange exchange) {
    boolean hasBody = !exchange.request().getMethod().equals("HEAD");
    return Replies.builder(hasBody ? body(pages, form, exchange) : "")
        .type(form.type() + ";charset=UTF-8")
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + form.name() + "\"")
        .build();
  }

  /** Builds the body, which returns the permit when it has been written. */
  private <T> StreamingOutput body(Pages<T> pages, FileFormat<T> form, HttpExchange exchange) {
    if (!running.tryAcquire()) {
      throw new ProblemException(
          Problem.unavailable("The maximum number of exports is running; see ledger.api.exports."));
    }
    try {
      List<T> first = pages.hasNext() ? pages.read() : List.of();
      BodyEnd end = BodyEnd.of(exchange.request(), exchange.response());
      return stream -> {
        BulkheadFilter.leave(exchange.request());
        try {
          // The writer is not closed after a failure, because that would end the body properly.
          Writer out = new BufferedWriter(new OutputStreamWriter(stream, UTF_8));
          write(first, pages, form, out);
          out.flush();
        } catch (IOException | RuntimeException e) {
          end.breakOff();
          throw e;
        } finally {
          running.release();
        }
      };
    } catch (RuntimeException e) {
      running.release();
      throw e;
    }
  }

  private static <T> void write(List<T> first, Pages<T> pages, FileFormat<T> form, Writer out)
      throws IOException {
    out.write(form.first());
    write(first, form, out);
    // After this point it is too late for a problem response.
    out.flush();
    while (pages.hasNext()) {
      write(pages.read(), form, out);
    }
    out.write(form.last().apply(pages.trailer()));
  }

  private static <T> void write(List<T> page, FileFormat<T> form, Writer out) throws IOException {
    for (T item : page) {
      out.write(form.line().apply(item));
    }
  }
}
