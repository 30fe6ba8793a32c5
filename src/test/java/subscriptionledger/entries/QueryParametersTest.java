package subscriptionledger.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.http.ProblemException;
import subscriptionledger.http.QueryParameters;
import subscriptionledger.ledger.EntryFilter;
import subscriptionledger.ledger.Kind;

class QueryParametersTest {
  @Test
  void readsABeanOfParameters() {
    FeedParameters parameters =
        read(
            Map.of(
                "kind", "subscribed,ACCOUNT_FULL",
                "account", "@TOA#a",
                "to", "2026-01-31T08:30:00Z",
                "after", "17"));

    assertThat(parameters.filter())
        .isEqualTo(
            new EntryFilter(
                Set.of(Kind.SUBSCRIBED, Kind.ACCOUNT_FULL),
                Set.of("@TOA#a"),
                null,
                null,
                Instant.parse("2026-01-31T08:30:00Z")));
    assertThat(parameters.after()).hasValue(17L);
  }

  @Test
  void selectsEverythingWithoutParameters() {
    FeedParameters parameters = read(Map.of());

    assertThat(parameters.filter()).isEqualTo(EntryFilter.ALL);
    assertThat(parameters.after()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"account", "subscriber"})
  void refusesAFilterByAnIdThatNobodyCanHave(String name) {
    for (String bad : List.of("", "\0", "a\n", "\ud800", "a".repeat(256))) {
      assertRefused(
          Map.of(name, List.of(bad)),
          "The parameter "
              + name
              + " must have 1 to 255 characters and no control characters other than tab.");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "kind|SUBSCRIBED,|must be one or more of SUBSCRIBED, UNSUBSCRIBED, ACCOUNT_CREATED, ACCOUNT_CHANGED, ACCOUNT_DESTROYED, ACCOUNT_FULL",
        "from|2026-01-31|must be an ISO 8601 instant in UTC, such as 2026-01-31T08:30:00.000Z",
        "to|1969-12-31T23:59:59Z|must be an ISO 8601 instant in UTC, such as 2026-01-31T08:30:00.000Z",
        "to|9999-12-31T00:00:00Z|must be an ISO 8601 instant in UTC, such as 2026-01-31T08:30:00.000Z",
        "after|-1|must be an integer, 0 or greater, of at most 18 digits",
        "after|\"\"|must be an integer, 0 or greater, of at most 18 digits",
        "after|1234567890123456789|must be an integer, 0 or greater, of at most 18 digits",
        "order|asc|is unknown"
      })
  void namesTheParameterAndItsValues(String name, String text, String objection) {
    assertRefused(Map.of(name, List.of(text)), "The parameter " + name + " " + objection + ".");
  }

  @Test
  void refusesARepeatedParameter() {
    assertRefused(
        Map.of("after", List.of("1", "1")), "The parameter after is given more than once.");
  }

  private static FeedParameters read(Map<String, String> query) {
    return QueryParameters.read(
        new FeedParameters(),
        query.entrySet().stream()
            .collect(
                Collectors.toMap(Map.Entry::getKey, parameter -> List.of(parameter.getValue()))));
  }

  private static void assertRefused(Map<String, List<String>> query, String detail) {
    assertThatThrownBy(() -> QueryParameters.read(new FeedParameters(), query))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().detail()).isEqualTo(detail));
  }
}
