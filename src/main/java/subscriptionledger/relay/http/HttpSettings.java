package subscriptionledger.relay.http;

import com.standardwebhooks.Webhook;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an HTTP target.
 *
 * @param signers each has a secret and signs every request (Standard Webhooks), the current one
 *     first
 * @param headers more headers of each request
 * @param single true if each entry is sent by itself, false if as a batch
 * @param tls the trusted certificates and the own key; null for those of the server's Java
 * @param proxy the proxy; null for a direct connection
 * @param answerTimeout the maximum time from the request to the end of the answer
 */
public record HttpSettings(
    URI url,
    List<Webhook> signers,
    Map<String, String> headers,
    boolean single,
    @Nullable SSLContext tls,
    @Nullable InetSocketAddress proxy,
    Duration connectTimeout,
    Duration answerTimeout) {}
