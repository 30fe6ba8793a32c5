package subscriptionledger.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import subscriptionledger.http.Json;
import subscriptionledger.ledger.AccountDetail;
import subscriptionledger.ledger.Entry;
import subscriptionledger.ledger.Event;
import subscriptionledger.ledger.Kind;
import subscriptionledger.ledger.Origin;
import subscriptionledger.ledger.Source;

/** The schemas under {@code /schemas}, by which consumers check what they get. */
class EventSchemaTest {
  private static final String TYPES = "chat.tencent.official-account.";
  private static final String SCHEMAS = "https://ledger.example/subscription-ledger/schemas/";
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123Z");

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(EventSchemaTest::file));

  @ParameterizedTest
  @EnumSource
  void describesWhatIsSentOfEachKind(Kind kind) {
    CloudEvent event = event(kind);

    assertThat(errors(event.type(), Json.of(event))).isEmpty();
  }

  @Test
  void refusesOtherTypesAndWhatIsIncomplete() {
    CloudEvent event = event(Kind.SUBSCRIBED);
    String json = Json.of(event);

    assertThat(errors(TYPES + "subscriber.removed.v1", json)).hasSize(2);
    assertThat(errors(event.type(), json.replace("\"previous\"", "\"next\""))).hasSize(1);
    assertThat(errors(event.type(), json.replace("\"subscriber\"", "\"user\""))).hasSize(1);
    assertThat(errors(event.type(), json.replace(":42,", ":\"42\","))).hasSize(1);
    assertThat(errors(event.type(), Json.of(CloudEvent.test(1, "crm", AT)))).isNotEmpty();
  }

  private List<Error> errors(String type, String json) {
    return registry
        .getSchema(SchemaLocation.of(SCHEMAS + type.substring(TYPES.length()) + ".json"))
        .validate(
            json,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }

  private static @Nullable String file(String address) {
    try {
      return address.startsWith(SCHEMAS)
          ? Files.readString(
              Path.of("src/main/webapp/schemas", address.substring(SCHEMAS.length())))
          : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CloudEvent event(Kind kind) {
    boolean isOfUser = kind == Kind.SUBSCRIBED || kind == Kind.UNSUBSCRIBED;
    Event event =
        new Event(
            1400000001L,
            kind,
            "@TOA#a\tb",
            isOfUser ? "jared" : null,
            new Origin("leckie", "RESTAPI", "203.0.113.7"),
            AT,
            isOfUser
                ? AccountDetail.SILENT
                : new AccountDetail("News", "leckie", "", "https://example.com/", null));
    return CloudEvent.of(
        new OutgoingEntry(new Entry(42, event.key(), event, AT, Source.CALLBACK, 3), 41));
  }
}
