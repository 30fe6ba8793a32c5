package subscriptionledger.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.client.LedgerClient.APP;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.WithoutScripts;
import subscriptionledger.server.client.Await;
import subscriptionledger.server.client.LedgerClient;

/** Whoever guesses passwords is slowed down, counted, and told of in the log. */
@WithoutScripts
class BruteForceIT extends LedgerServer {
  private static final String FAILURES = "ledger_logins_failed_total ";

  /** Another address than that of all other tests, from which none of them is slowed down. */
  private static final String GUESSER = "127.0.0.2";

  private static final String ENTRIES = "api/v1/apps/" + APP + "/entries?limit=1";

  @Test
  void tellsAnAddressNothingMoreAfterTenWrongPasswords() throws Exception {
    long before = logLength();
    double counted = sumOfMetrics(FAILURES);

    List<Integer> wrong = new ArrayList<>();
    for (int i = 1; i <= 40; i++) {
      wrong.add(status(i % 2 == 0 ? ENTRIES : "api/nothing", "viewer-" + i, "guessed"));
    }
    int right = status(ENTRIES, "viewer", "viewer");
    int elsewhere = client().get(ENTRIES, "viewer").statusCode();

    assertThat(wrong.subList(0, 10)).containsOnly(401);
    assertThat(wrong.subList(10, 40)).contains(429).doesNotContain(200);
    assertThat(right).isEqualTo(429);
    assertThat(elsewhere).isEqualTo(200);
    assertThat(sumOfMetrics(FAILURES) - counted).isGreaterThanOrEqualTo(40);
    assertThat(log(before).lines().filter(line -> line.contains("login failed")))
        .isNotEmpty()
        .hasSizeLessThanOrEqualTo(40)
        .allMatch(line -> line.contains("source=" + GUESSER) && !line.contains("guessed"));
    Await.until(
        "it is answered again",
        Duration.ofMinutes(2),
        () -> status(ENTRIES, "viewer", "viewer") == 200);
  }

  private static int status(String path, String user, String password) throws IOException {
    URI root = root();
    try (Socket socket =
        new Socket(root.getHost(), root.getPort(), InetAddress.getByName(GUESSER), 0)) {
      socket
          .getOutputStream()
          .write(
              ("GET "
                      + root.getPath()
                      + path
                      + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                      + "Authorization: "
                      + LedgerClient.authorization(user, password)
                      + "\r\n\r\n")
                  .getBytes(UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }
}
