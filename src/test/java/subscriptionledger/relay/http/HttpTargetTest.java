package subscriptionledger.relay.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.relay.http.HostileTarget.says;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.ledger.AccountDetail;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Event;
import subscriptionledger.ledger.Kind;
import subscriptionledger.ledger.Origin;
import subscriptionledger.ledger.Source;
import subscriptionledger.relay.OutgoingEntry;
import subscriptionledger.relay.TargetAnswer;
import subscriptionledger.relay.TargetAnswer.Gone;
import subscriptionledger.relay.TargetAnswer.Refused;
import subscriptionledger.relay.TargetAnswer.Taken;
import subscriptionledger.relay.TargetAnswer.Unavailable;
import subscriptionledger.server.installation.OwnCertificate;

/** What a target can do to the relay. */
class HttpTargetTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final String EMPTY = "Content-Length: 0\r\n\r\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"200 OK", "202 Accepted", "204 No Content"})
  void takesASuccessfulStatus(String status) throws Exception {
    assertThat(answer(says("HTTP/1.1 " + status + "\r\n" + length(status)))).isEqualTo(new Taken());
  }

  private static String length(String status) {
    return status.startsWith("204") ? "\r\n" : EMPTY;
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 415, 422})
  void isRefused(int status) throws Exception {
    assertThat(answer(says("HTTP/1.1 " + status + " No\r\n" + EMPTY)))
        .isEqualTo(new Refused("HTTP status " + status, ""));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {301, 302, 303, 307, 308, 401, 402, 403, 404, 405, 407, 408, 409, 425, 429, 500, 503})
  void isUnavailable(int status) throws Exception {
    assertThat(answer(says("HTTP/1.1 " + status + " No\r\nLocation: /\r\n" + EMPTY)))
        .isInstanceOf(Unavailable.class);
  }

  @Test
  void isGone() throws Exception {
    assertThat(answer(says("HTTP/1.1 410 Gone\r\n" + EMPTY))).isInstanceOf(Gone.class);
  }

  @ParameterizedTest
  @CsvSource({
    "120, 120",
    "604800, 604800",
    "'Thu, 01 Jan 1970 00:00:00 GMT', 0",
    "soon, -1",
    "-5, -1",
    "99999999999999999999, -1"
  })
  void readsRetryAfter(String header, long seconds) throws Exception {
    Unavailable unavailable =
        (Unavailable) answer(says("HTTP/1.1 429 No\r\nRetry-After: " + header + "\r\n" + EMPTY));

    assertThat(unavailable.retryAfter())
        .isEqualTo(seconds < 0 ? null : Duration.ofSeconds(seconds));
  }

  @Test
  void keepsTheBeginningOfTheBodyInOneLine() throws Exception {
    String body = "no\r\nsuch tenant" + "x".repeat(10_000);
    Refused refused =
        (Refused)
            answer(says("HTTP/1.1 422 No\r\nContent-Length: " + body.length() + "\r\n\r\n" + body));

    assertThat(refused.reason()).isEqualTo("HTTP status 422");
    assertThat(refused.said()).startsWith("no such tenantxxx");
    assertThat(refused.said().length()).isLessThanOrEqualTo(1_024);
  }

  @Test
  void waitsNoLongerThanItsTimeForAnAnswer() throws Exception {
    assertUnavailable(answer(out -> Thread.sleep(60_000)), "No answer within PT2S");
  }

  @Test
  void waitsNoLongerThanItsTimeForAByteASecond() throws Exception {
    assertUnavailable(
        answer(
            out -> {
              out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n".getBytes(US_ASCII));
              drip(out);
            }),
        "No answer within PT2S");
    assertUnavailable(answer(HttpTargetTest::drip), "No answer");
  }

  private static void drip(OutputStream out) throws IOException, InterruptedException {
    for (int i = 0; i < 60; i++) {
      out.write("HTTP/1.1 200 OK\r\n".charAt(i % 17));
      out.flush();
      Thread.sleep(1_000);
    }
  }

  @Test
  void readsNoEndlessBody() throws Exception {
    assertUnavailable(
        answer(
            out -> {
              out.write("HTTP/1.1 500 No\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
              endless(out);
            }),
        "No answer");
  }

  @Test
  void readsNoEndlessHead() throws Exception {
    assertUnavailable(
        answer(
            out -> {
              out.write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
              endless(out);
            }),
        "No answer");
  }

  private static void endless(OutputStream out) throws IOException {
    byte[] lines = "X-Header: value\r\n".repeat(100).getBytes(US_ASCII);
    for (int i = 0; i < 1_000_000; i++) {
      out.write(lines);
    }
  }

  @Test
  void isUnavailableWhenTheTargetHangsUp() throws Exception {
    assertUnavailable(answer(out -> {}), "No answer");
    assertUnavailable(
        answer(says("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")), "No answer");
    assertUnavailable(answer(says("SSH-2.0-OpenSSH_9.2\r\n")), "No answer");
  }

  @Test
  void isUnavailableWhenNobodyListens() throws Exception {
    HostileTarget gone = new HostileTarget(out -> {});
    URI url = gone.url("http");
    gone.close();

    assertUnavailable(send(url, null), "No connection");
    assertUnavailable(send(URI.create("http://no-such-host.invalid/"), null), "No connection");
  }

  @Test
  void trustsTheCertificatesOfItsConfigurationOnly() throws Exception {
    OwnCertificate certificate = OwnCertificate.create(folder.resolve("target.p12"), "changeit");
    OwnCertificate foreign = OwnCertificate.create(folder.resolve("foreign.p12"), "changeit");
    Tls.Store trusted = new Tls.Store(certificate.file(), "changeit");
    try (HostileTarget target =
        new HostileTarget(
            secure(trusted)
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress()),
            says("HTTP/1.1 200 OK\r\n" + EMPTY))) {
      URI url = target.url("https");

      assertUnavailable(send(url, null), "No answer");
      assertUnavailable(
          send(url, Tls.context(new Tls.Store(foreign.file(), "changeit"), null)), "No answer");
      assertThat(send(url, Tls.context(trusted, null))).isEqualTo(new Taken());
    }
  }

  private static SSLContext secure(Tls.Store store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(
        KeyStore.getInstance(store.file().toFile(), store.password().toCharArray()),
        store.password().toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static void assertUnavailable(TargetAnswer answer, String reason) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            Unavailable.class,
            unavailable -> {
              assertThat(unavailable.text()).startsWith(reason);
              assertThat(unavailable.retryAfter()).isNull();
            });
  }

  private static TargetAnswer answer(HostileTarget.Behaviour behaviour) throws Exception {
    try (HostileTarget target = new HostileTarget(behaviour)) {
      return send(target.url("http"), null);
    }
  }

  private static TargetAnswer send(URI url, @Nullable SSLContext tls) {
    Event event =
        new Event(
            1400000001L,
            Kind.UNSUBSCRIBED,
            "@TOA#a",
            "jared",
            Origin.UNKNOWN,
            Instant.EPOCH,
            AccountDetail.SILENT);
    Entry entry = new Entry(7, event.key(), event, Instant.EPOCH, Source.CALLBACK, 3);
    try (HttpTarget target =
        new HttpTarget(
            new HttpSettings(url, List.of(), Map.of(), false, tls, null, TIMEOUT, TIMEOUT))) {
      return target.send(List.of(new OutgoingEntry(entry, 6)));
    }
  }
}
