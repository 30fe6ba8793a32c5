package subscriptionledger.operations;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The health of the application as a list of checks, as in MicroProfile Health. */
public record Health(List<Check> checks) {

  /**
   * A condition of the application's health.
   *
   * @param data details for the administrator; values are texts, numbers or booleans
   */
  public record Check(String name, boolean up, Map<String, Object> data) {}

  /** Returns true if all checks are up. */
  public boolean up() {
    return checks.stream().allMatch(Check::up);
  }

  /** Describes the checks that are down. */
  public String complaint() {
    return checks.stream()
        .filter(check -> !check.up())
        .map(check -> check.name() + " " + check.data())
        .collect(Collectors.joining(", "));
  }
}
