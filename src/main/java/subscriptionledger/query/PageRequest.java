package subscriptionledger.query;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which page of a list is asked for.
 *
 * @param after the number after which it begins; 0 for the beginning
 * @param limit how many items it has at most
 */
record PageRequest(long after, int limit) {
  private static final int DEFAULT_LIMIT = 100;
  private static final Set<String> NAMES = Set.of("after", "limit");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  /**
   * @param maxLimit the most items that a caller may ask for
   * @throws ProblemException when a parameter is unknown, given twice, or out of its range
   */
  static PageRequest of(MultivaluedMap<String, String> query, int maxLimit) {
    for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
      if (!NAMES.contains(parameter.getKey())) {
        throw bad(parameter.getKey(), "is not known here");
      }
      if (parameter.getValue().size() > 1) {
        throw bad(parameter.getKey(), "is given more than once");
      }
    }
    long after = number(query, "after", 0);
    long limit = number(query, "limit", Math.min(DEFAULT_LIMIT, maxLimit));
    if (limit < 1 || limit > maxLimit) {
      throw bad("limit", "must be from 1 to " + maxLimit);
    }
    return new PageRequest(after, (int) limit);
  }

  private static long number(
      MultivaluedMap<String, String> query, String name, long valueIfAbsent) {
    String text = query.getFirst(name);
    if (text == null) {
      return valueIfAbsent;
    }
    if (!NUMBER.matcher(text).matches()) {
      throw bad(name, "must be a number, 0 or more");
    }
    return Long.parseLong(text);
  }

  private static ProblemException bad(String name, String detail) {
    return new ProblemException(Problem.badParameter(name, detail));
  }
}
