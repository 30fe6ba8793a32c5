package subscriptionledger.relay.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import subscriptionledger.http.Json;
import subscriptionledger.relay.CloudEvent;
import subscriptionledger.relay.OutgoingEntry;
import subscriptionledger.relay.Target;
import subscriptionledger.relay.TargetAnswer;

/**
 * Sends entries as CloudEvents by POST, with a signature according to Standard Webhooks. Redirects
 * are not followed.
 */
public final class HttpTarget implements Target {
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String SINGLE = "application/cloudevents+json";

  private final HttpSettings settings;
  private final HttpClient client;
  private final Map<Thread, CompletableFuture<?>> underWay = new ConcurrentHashMap<>();

  public HttpTarget(HttpSettings settings) {
    this.settings = settings;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(version(settings.url()))
            .connectTimeout(settings.connectTimeout());
    if (settings.tls() != null) {
      builder.sslContext(settings.tls());
    }
    if (settings.proxy() != null) {
      builder.proxy(ProxySelector.of(settings.proxy()));
    }
    this.client = builder.build();
  }

  /** Without TLS, Java's client would ask for HTTP/2 by an upgrade, which few servers expect. */
  private static HttpClient.Version version(URI url) {
    return url.getScheme().equals("https")
        ? HttpClient.Version.HTTP_2
        : HttpClient.Version.HTTP_1_1;
  }

  @Override
  public TargetAnswer send(List<OutgoingEntry> entries) {
    OutgoingEntry first = entries.get(0);
    OutgoingEntry last = entries.get(entries.size() - 1);
    String id = first.entry().event().app() + "-" + first.sequence() + "-" + last.sequence();
    return post(id, entries.stream().map(CloudEvent::of).toList());
  }

  @Override
  public TargetAnswer test(CloudEvent event) {
    return post(event.id(), List.of(event));
  }

  private TargetAnswer post(String id, List<CloudEvent> events) {
    CompletableFuture<HttpResponse<Excerpt>> answer =
        client.sendAsync(request(id, events), Excerpt.handler());
    underWay.put(Thread.currentThread(), answer);
    try {
      HttpResponse<Excerpt> response =
          answer.get(settings.answerTimeout().toMillis(), MILLISECONDS);
      return HttpAnswers.of(response.statusCode(), response.headers(), response.body().text());
    } catch (TimeoutException e) {
      return new TargetAnswer.Unavailable("No answer within " + settings.answerTimeout());
    } catch (ExecutionException e) {
      return new TargetAnswer.Unavailable(HttpAnswers.describe(e.getCause()));
    } catch (CancellationException e) {
      return new TargetAnswer.Unavailable("The node is being stopped");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new TargetAnswer.Unavailable("The node is being stopped");
    } finally {
      underWay.remove(Thread.currentThread());
      // It ends an answer that is too slow or too long, and nothing else.
      answer.cancel(true);
    }
  }

  private HttpRequest request(String id, List<CloudEvent> events) {
    String body = Json.of(settings.single() ? events.get(0) : events);
    long now = Instant.now().getEpochSecond();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.url())
            .header("Content-Type", settings.single() ? SINGLE : BATCH)
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(now));
    if (!settings.signers().isEmpty()) {
      request.header("webhook-signature", signatures(id, now, body));
    }
    settings.headers().forEach(request::setHeader);
    return request.POST(HttpRequest.BodyPublishers.ofString(body, UTF_8)).build();
  }

  private String signatures(String id, long now, String body) {
    return settings.signers().stream()
        .map(signer -> signature(signer, id, now, body))
        .collect(Collectors.joining(" "));
  }

  private static String signature(Webhook signer, String id, long now, String body) {
    try {
      return signer.sign(id, now, body);
    } catch (WebhookSigningException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    underWay.values().forEach(answer -> answer.cancel(true));
  }
}
