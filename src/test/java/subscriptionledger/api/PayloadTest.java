package subscriptionledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.entries.EntriesPayload;
import subscriptionledger.entries.EntryPayload;
import subscriptionledger.http.Problem;
import subscriptionledger.quarantine.QuarantinePayload;
import subscriptionledger.states.AccountPayload;
import subscriptionledger.states.SubscriptionPayload;
import subscriptionledger.states.SubscriptionsPayload;
import subscriptionledger.statistics.StatisticsPayload;

/** What the payloads say of themselves, for JSON and for the API's document, is what they are. */
class PayloadTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        AccountPayload.class,
        AccountPayload.Page.class,
        AppsResource.AppPayload.class,
        AppsResource.AppsPayload.class,
        EntriesPayload.class,
        EntryPayload.class,
        Problem.class,
        QuarantinePayload.class,
        QuarantinePayload.Item.class,
        StatisticsPayload.class,
        StatisticsPayload.Bucket.class,
        StatisticsPayload.PlatformCount.class,
        StatisticsPayload.Count.class,
        SubscriptionPayload.class,
        SubscriptionsPayload.class
      })
  void requiresWhatIsNeverNull(Class<?> payload) {
    List<RecordComponent> components = Arrays.asList(payload.getRecordComponents());

    assertThat(payload.getAnnotation(Schema.class).requiredProperties())
        .containsExactlyElementsOf(
            components.stream()
                .filter(component -> !isNullable(component))
                .map(RecordComponent::getName)
                .toList());
    assertThat(payload.getAnnotation(JsonbPropertyOrder.class).value())
        .containsExactlyElementsOf(components.stream().map(RecordComponent::getName).toList());
  }

  private static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }
}
