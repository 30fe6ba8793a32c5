package subscriptionledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static subscriptionledger.ledger.Events.T0;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventKeyTest {

  /** The key is stored: should its making ever change, every repetition would be recorded twice. */
  @Test
  void neverChanges() {
    Event event = event(1400000001L, Kind.UNSUBSCRIBED, "@TOA#_test_OA_for_penn", "jared");

    assertThat(event.key())
        .hasToString("48e3a756e483302eea0166f0d1386943a8157860ab66b10d4c387cd4e6628cfc");
  }

  @Test
  void isEqualWhoeverActedFromWherever() {
    Event event = event(1, Kind.SUBSCRIBED, "a", "s");
    Event fromElsewhere =
        new Event(
            1,
            Kind.SUBSCRIBED,
            "a",
            "s",
            new Origin("admin", "RESTAPI", "203.0.113.7"),
            event.occurredAt(),
            AccountDetail.SILENT);

    assertThat(fromElsewhere.key()).isEqualTo(event.key()).hasSameHashCodeAs(event.key());
  }

  @Test
  void tellsApartEveryPart() {
    Event event = event(1, Kind.SUBSCRIBED, "a", "s");

    assertThat(
            List.of(
                event.key(),
                event(2, Kind.SUBSCRIBED, "a", "s").key(),
                event(1, Kind.UNSUBSCRIBED, "a", "s").key(),
                event(1, Kind.SUBSCRIBED, "b", "s").key(),
                event(1, Kind.SUBSCRIBED, "a", "S").key(),
                event(1, Kind.SUBSCRIBED, "as", "").key(),
                event(1, Kind.SUBSCRIBED, "as", null).key(),
                at(event, T0.plusMillis(1)).key()))
        .doesNotHaveDuplicates();
  }

  /**
   * Otherwise the second of two real changes in one millisecond would be taken for a repetition.
   */
  @Test
  void tellsApartTwoChangesOfAnAccountInTheSameMillisecond() {
    Event renamed = changed(new AccountDetail("Name", null, null, null, null));
    Event introduced = changed(new AccountDetail(null, null, "Name", null, null));

    assertThat(renamed.key()).isNotEqualTo(introduced.key());
    assertThat(renamed.key())
        .isEqualTo(changed(new AccountDetail("Name", null, null, null, null)).key());
  }

  @Test
  void survivesItsBytes() {
    EventKey key = event(1, Kind.SUBSCRIBED, "a", "s").key();

    assertThat(EventKey.ofBytes(key.bytes())).isEqualTo(key);
    assertThatThrownBy(() -> EventKey.ofBytes(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Event event(long app, Kind kind, String account, @Nullable String subscriber) {
    return new Event(
        app,
        kind,
        account,
        subscriber,
        Origin.UNKNOWN,
        Instant.ofEpochMilli(1670574414123L),
        AccountDetail.SILENT);
  }

  private static Event at(Event event, Instant occurredAt) {
    return new Event(
        event.app(),
        event.kind(),
        event.account(),
        event.subscriber(),
        event.origin(),
        occurredAt,
        event.detail());
  }

  private static Event changed(AccountDetail detail) {
    return new Event(1, Kind.ACCOUNT_CHANGED, "a", null, Origin.UNKNOWN, T0, detail);
  }
}
