package subscriptionledger.server.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static subscriptionledger.server.callback.FuzzSender.REFUSED_BY_THE_SERVER;
import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.CURRENT_TOKEN;
import static subscriptionledger.server.client.LedgerClient.OTHER_TOKEN;
import static subscriptionledger.server.client.LedgerClient.signature;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.api.Test;
import subscriptionledger.fuzz.FuzzedCallback;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.callback.FuzzSender.Sent;
import subscriptionledger.server.client.LedgerClient.Recorded;

/**
 * What no input may do to the server, whatever it is: as many callbacks as the property {@code
 * fuzz.inputs} of pom.xml says, over connections that are kept.
 */
class FuzzIT extends LedgerServer {
  /** P6. */
  @Test
  void p6RecordsNothingOfWhatIsNotAuthentic() throws Exception {
    List<Recorded> before = client().recorded();
    List<Function<Random, String>> forgeries =
        List.of(
            random -> "",
            random -> signature("a-wrong-token", Instant.now()),
            random -> signature(OTHER_TOKEN, Instant.now()),
            random -> signature(CURRENT_TOKEN, Instant.now().minusSeconds(7200)),
            random -> signature(CURRENT_TOKEN, Instant.now().plusSeconds(7200)),
            random -> signature(CURRENT_TOKEN, Instant.now()).replaceAll("&.*", ""));

    List<Sent> sent =
        send(
            () -> FuzzedCallback.any(APP),
            random -> forgeries.get(random.nextInt(forgeries.size())).apply(random));

    assertThat(sent)
        .extracting(Sent::code)
        .isSubsetOf(0, 120001, 120002, 120003, 120005, REFUSED_BY_THE_SERVER)
        .contains(120001, 120002, 120003);
    assertThat(client().recorded()).isEqualTo(before);
  }

  /** P7. */
  @Test
  void p7KeepsWhateverIsAuthenticAndNotUnderstood() throws Exception {
    long head = client().head(APP);
    List<Recorded> before = client().recorded();

    List<Sent> sent =
        send(
            () -> FuzzedCallback.authentic(APP), random -> signature(CURRENT_TOKEN, Instant.now()));

    assertThat(sent)
        .extracting(Sent::code)
        .isSubsetOf(0, 120004, REFUSED_BY_THE_SERVER)
        .contains(0, 120004);
    assertQuarantineIsWhatWasAnswered(sent, before.get(0).quarantined());
    assertHasNoGap(head);
    assertThat(client().recorded().subList(1, 3)).isEqualTo(before.subList(1, 3));
  }

  /** P7: the same when the query is broken too, and with it perhaps the proof. */
  @Test
  void p7KeepsNeitherMoreNorLessWhenTheQueryIsBrokenToo() throws Exception {
    long head = client().head(APP);
    List<Recorded> before = client().recorded();

    List<Sent> sent =
        send(() -> FuzzedCallback.any(APP), random -> signature(CURRENT_TOKEN, Instant.now()));

    assertThat(sent)
        .extracting(Sent::code)
        .isSubsetOf(0, 120001, 120002, 120003, 120004, 120005, REFUSED_BY_THE_SERVER)
        .contains(0, 120001, 120002, 120003, 120004);
    assertQuarantineIsWhatWasAnswered(sent, before.get(0).quarantined());
    assertHasNoGap(head);
    assertThat(client().recorded().subList(1, 3)).isEqualTo(before.subList(1, 3));
  }

  /** One that was refused for the time being may have been recorded all the same. */
  private void assertQuarantineIsWhatWasAnswered(List<Sent> sent, int before) throws Exception {
    List<String> quarantined =
        client().quarantine(APP).stream()
            .skip(before)
            .map((JsonObject kept) -> kept.getString("body"))
            .toList();
    List<Sent> notUnderstood = sent.stream().filter(one -> one.code() == 120004).toList();
    if (sent.stream().allMatch(one -> one.codes().size() == 1)) {
      assertThat(quarantined)
          .containsExactlyInAnyOrderElementsOf(notUnderstood.stream().map(FuzzIT::base64).toList());
    } else {
      assertThat(quarantined)
          .containsAll(notUnderstood.stream().map(FuzzIT::base64).toList())
          .hasSizeBetween(
              notUnderstood.size(), sent.stream().mapToInt(one -> one.codes().size()).sum());
    }
  }

  private void assertHasNoGap(long head) throws Exception {
    List<JsonObject> entries = client().entries(APP, head);
    assertThat(entries)
        .extracting(entry -> entry.getJsonNumber("sequence").longValueExact())
        .containsExactlyElementsOf(
            LongStream.rangeClosed(head + 1, head + entries.size()).boxed().toList());
  }

  private static String base64(Sent sent) {
    return Base64.getEncoder().encodeToString(sent.callback().body());
  }

  private List<Sent> send(
      Supplier<Arbitrary<FuzzedCallback>> callbacks, Function<Random, String> signature)
      throws Exception {
    long log = logLength();
    List<Sent> sent = new FuzzSender(root()).send(callbacks, signature);
    assertThat(sent.stream().filter(one -> one.code() != REFUSED_BY_THE_SERVER).count())
        .as("reached the application")
        .isGreaterThan(sent.size() / 2);
    assertThat(log(log)).doesNotContain("A callback failed");
    return sent;
  }
}
