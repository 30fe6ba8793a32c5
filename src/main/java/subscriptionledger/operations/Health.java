package subscriptionledger.operations;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How the application is, check by check, as MicroProfile Health has it. */
public record Health(List<Check> checks) {

  /**
   * One of the things that must be right.
   *
   * @param data what an administrator wants to know about it; values are texts, numbers or booleans
   */
  public record Check(String name, boolean up, Map<String, Object> data) {}

  /** Whether all of them are. */
  public boolean up() {
    return checks.stream().allMatch(Check::up);
  }

  /** Those that are not, with what is known about them. */
  public String complaint() {
    return checks.stream()
        .filter(check -> !check.up())
        .map(check -> check.name() + " " + check.data())
        .collect(Collectors.joining(", "));
  }
}
