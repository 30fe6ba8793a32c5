package subscriptionledger.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The oracle itself is tried: it must see what is wrong. */
class OracleTest {
  private final List<Happening> acknowledged =
      List.of(
          new Happening(1, "SUBSCRIBED", "@TOA#a", List.of("jared", "leckie", "jared"), 1_000),
          new Happening(1, "UNSUBSCRIBED", "@TOA#a", List.of("jared"), 2_000));

  private final List<JsonObject> entries =
      new ArrayList<>(
          List.of(
              entry(1, "SUBSCRIBED", "@TOA#a", "jared", "1970-01-01T00:00:01.000Z"),
              entry(2, "SUBSCRIBED", "@TOA#a", "leckie", "1970-01-01T00:00:01.000Z"),
              entry(3, "UNSUBSCRIBED", "@TOA#a", "jared", "1970-01-01T00:00:02.000Z")));

  @Test
  void findsNothingWhereNothingIsWrong() {
    assertThat(Oracle.judge(acknowledged, entries)).isEmpty();
  }

  @Test
  void seesAnEntryThatIsLost() {
    entries.remove(2);

    assertThat(Oracle.judge(acknowledged, entries))
        .singleElement()
        .asString()
        .startsWith("P2: acknowledged and not recorded");
  }

  @Test
  void seesAnEntryThatIsDoubled() {
    entries.add(entry(4, "UNSUBSCRIBED", "@TOA#a", "jared", "1970-01-01T00:00:02.000Z"));

    assertThat(Oracle.judge(acknowledged, entries))
        .singleElement()
        .asString()
        .startsWith("P2: recorded 2 times");
  }

  @Test
  void seesAGap() {
    entries.set(2, entry(4, "UNSUBSCRIBED", "@TOA#a", "jared", "1970-01-01T00:00:02.000Z"));

    assertThat(Oracle.judge(acknowledged, entries)).containsExactly("P3: entry 3 has the number 4");
  }

  @Test
  void seesWhatWasForged() {
    entries.add(entry(4, "SUBSCRIBED", Simulation.FORGED_ACCOUNT, "x", "1970-01-01T00:00:02.000Z"));

    assertThat(Oracle.judge(acknowledged, entries))
        .containsExactly("P6: forged and recorded: entry 4");
  }

  private static JsonObject entry(
      int sequence, String kind, String account, String subscriber, String occurredAt) {
    return Json.createObjectBuilder()
        .add("app", 1)
        .add("sequence", sequence)
        .add("kind", kind)
        .add("account", account)
        .add("subscriber", subscriber)
        .add("occurredAt", occurredAt)
        .build();
  }
}
