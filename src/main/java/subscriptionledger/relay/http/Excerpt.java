package subscriptionledger.relay.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The beginning of the body of an answer. A body that does not end is an error. */
final class Excerpt implements HttpResponse.BodySubscriber<Excerpt> {
  /** The maximum length of a body. */
  private static final int LIMIT = 64 * 1024;

  private static final int KEPT = 900;

  private final CompletableFuture<Excerpt> complete = new CompletableFuture<>();
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private int received;
  private Flow.@Nullable Subscription subscription;

  static HttpResponse.BodyHandler<Excerpt> handler() {
    return unused -> new Excerpt();
  }

  /** Returns the text without control characters, which would imitate lines of a log. */
  String text() {
    return kept.toString(UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
  }

  @Override
  public CompletionStage<Excerpt> getBody() {
    return complete;
  }

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    subscription = begun;
    begun.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      received += buffer.remaining();
      byte[] bytes = new byte[Math.min(buffer.remaining(), KEPT - kept.size())];
      buffer.get(bytes);
      kept.writeBytes(bytes);
    }
    if (received > LIMIT && subscription != null) {
      subscription.cancel();
      complete.completeExceptionally(new IOException("The answer is too long"));
    }
  }

  @Override
  public void onError(Throwable failure) {
    complete.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    complete.complete(this);
  }
}
