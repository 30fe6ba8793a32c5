package subscriptionledger.http;

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

/**
 * Exports files of any length. The pages of a file are read in separate transactions, so that the
 * server holds only one of them in memory. A whole file is based on one head.
 *
 * <p>The first page is read before the response begins, so a failure until then is answered like
 * any other. A later failure aborts the connection; a file that ends properly is therefore
 * complete.
 */
@ApplicationScoped
public class Exports {
  public static final String CSV = "text/csv";
  public static final String NDJSON = "application/x-ndjson";

  /**
   * The quality of the file formats on the server's side: clients that accept any format receive
   * JSON (Jakarta RESTful Web Services, 3.5).
   */
  public static final String ONLY_IF_ASKED_FOR = ";qs=0.1";

  /** The number of lines that are read at a time. */
  public static final int PAGE = 1_000;

  @Inject private ApiPolicy policy;

  private Semaphore running = new Semaphore(0);

  @PostConstruct
  void start() {
    running = new Semaphore(policy.exports());
  }

  /** The request for a file, and the response that contains it. */
  public record HttpExchange(HttpServletRequest request, HttpServletResponse response) {}

  /**
   * The last line of NDJSON.
   *
   * @param next the cursor for a later export
   * @param head the number of the last entry that the file is based on
   */
  @JsonbPropertyOrder({"next", "head"})
  public record Trailer(Object next, long head) {}

  /**
   * The format of a file: its media type, its name, its first line, its other lines and its last
   * line.
   */
  public record FileFormat<T>(
      String type,
      String name,
      String first,
      Function<? super T, String> line,
      Function<Trailer, String> last) {

    /**
     * Returns the format CSV (RFC 4180).
     *
     * @param name the name of the file without its ending
     * @param header the first line
     */
    public static <T> FileFormat<T> csv(
        String name, String header, Function<? super T, String> line) {
      return new FileFormat<>(CSV, name + ".csv", header, line, end -> "");
    }

    /** Returns the format NDJSON: an object of JSON on each line, and the {@link Trailer}. */
    public static <T> FileFormat<T> ndjson(String name) {
      return new FileFormat<>(NDJSON, name + ".ndjson", "", FileFormat::json, FileFormat::json);
    }

    private static String json(Object line) {
      return Json.of(line) + '\n';
    }
  }

  /** The content of a file, page by page. */
  public interface Pages<T> {
    boolean hasNext();

    /** Reads the next page; an empty page need not be the last. */
    List<T> read();

    /** Describes the range that was read. */
    Trailer trailer();
  }

  /**
   * Builds the response. A response to HEAD has no body, so nothing is read and no permit is taken.
   */
  public <T> Response file(Pages<T> pages, FileFormat<T> form, HttpExchange exchange) {
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
