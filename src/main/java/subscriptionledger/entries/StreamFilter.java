package subscriptionledger.entries;

import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import subscriptionledger.feed.Feed;
import subscriptionledger.feed.HeadWatch;
import subscriptionledger.http.BulkheadFilter;
import subscriptionledger.http.Problem;
import subscriptionledger.http.ProblemException;
import subscriptionledger.http.ProblemMapper;
import subscriptionledger.http.QueryParameters;
import subscriptionledger.http.Replies;
import subscriptionledger.ledger.EntryFilter;

/**
 * Opens the streams of entries: {@code GET /apps/{app}/entries/stream}. This is a filter in front
 * of the API because JAX-RS cannot write without occupying a thread while it waits, and because the
 * path of a servlet cannot contain a variable.
 */
public class StreamFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Set<String> METHODS = Set.of("GET", "HEAD");
  private static final Pattern PATH = Pattern.compile("/api/v1/apps/(\\d{1,18})/entries/stream");
  @Inject private transient Feed feed;
  @Inject private transient SseBlockCache blocks;
  @Inject private transient HeadWatch heads;

  @Inject private transient OpenStreams open;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    Matcher stream = PATH.matcher(path);
    if (!stream.matches() || request.getMethod().equals("OPTIONS")) {
      chain.doFilter(request, response);
      return;
    }
    try {
      if (!METHODS.contains(request.getMethod())) {
        response.setHeader("Allow", "GET, HEAD, OPTIONS");
        throw new ProblemException(Problem.ofStatus(405, "Method Not Allowed"));
      }
      open(Long.parseLong(stream.group(1)), request, response);
    } catch (RuntimeException e) {
      Replies.refuse(response, ProblemMapper.problem(e));
    }
  }

  private void open(long app, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    FeedParameters parameters = parameters(request);
    EntryFilter filter = parameters.filter();
    long head = feed.head(app);
    long after = lastEventId(request).or(parameters::after).orElse(head);
    if (request.getMethod().equals("HEAD")) {
      setHeaders(response);
      return;
    }
    if (!open.begin()) {
      throw new ProblemException(
          Problem.unavailable("The maximum number of streams is open; see ledger.api.streams."));
    }
    EntryStream stream = counted(app, filter, after, request, response);
    BulkheadFilter.leave(request);
    stream.open();
    heads.add(stream);
  }

  /** Creates a stream that has been counted and counts its own end. */
  private EntryStream counted(
      long app,
      EntryFilter filter,
      long after,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    try {
      setHeaders(response);
      AsyncContext context = request.startAsync(request, response);
      return new EntryStream(app, filter, after, context, blocks, open::end);
    } catch (IOException | RuntimeException e) {
      open.end();
      throw e;
    }
  }

  private static void setHeaders(HttpServletResponse response) {
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
  }

  private static FeedParameters parameters(HttpServletRequest request) {
    Map<String, List<String>> query = new HashMap<>();
    request.getParameterMap().forEach((name, values) -> query.put(name, List.of(values)));
    return QueryParameters.read(new FeedParameters(), query);
  }

  /**
   * Returns the id that a reconnecting client sends. An empty value means that there is none, as in
   * the HTML standard.
   */
  private static Optional<Long> lastEventId(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader("Last-Event-ID"))
        .filter(id -> !id.isBlank())
        .map(
            id -> {
              if (!id.matches("\\d{1,18}")) {
                throw new ProblemException(
                    Problem.badHeader(
                        "Last-Event-ID", "must be the id of an event in this stream"));
              }
              return Long.valueOf(id);
            });
  }
}
