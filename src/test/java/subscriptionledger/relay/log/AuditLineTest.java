package subscriptionledger.relay.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import subscriptionledger.ledger.AccountDetail;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Event;
import subscriptionledger.ledger.Kind;
import subscriptionledger.ledger.Origin;
import subscriptionledger.ledger.Source;

class AuditLineTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123Z");

  @Test
  void tellsWhatIsKnown() {
    assertThat(AuditLine.of(entry("jared", new Origin("leckie", "RESTAPI", "203.0.113.7"))))
        .isEqualTo(
            "{\"app\":1400000001,\"sequence\":7,\"kind\":\"UNSUBSCRIBED\",\"account\":\"@TOA#a\","
                + "\"subscriber\":\"jared\",\"operator\":\"leckie\",\"platform\":\"RESTAPI\","
                + "\"clientIp\":\"203.0.113.7\",\"occurredAt\":\"2026-01-01T00:00:00.123Z\","
                + "\"recordedAt\":\"2026-01-01T00:00:00.123Z\",\"delivery\":3}");
  }

  @Test
  void staysOneLineWhateverAnIdHas() {
    assertThat(AuditLine.of(entry("a\tb\"c\\d", Origin.UNKNOWN)))
        .contains("\"subscriber\":\"a\\tb\\\"c\\\\d\"")
        .doesNotContain("operator");
  }

  private static Entry entry(String subscriber, Origin origin) {
    Event event =
        new Event(
            1400000001L, Kind.UNSUBSCRIBED, "@TOA#a", subscriber, origin, AT, AccountDetail.SILENT);
    return new Entry(7, event.key(), event, AT, Source.CALLBACK, 3);
  }
}
