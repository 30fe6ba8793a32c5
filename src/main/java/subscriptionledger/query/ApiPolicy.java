package subscriptionledger.query;

import java.util.Set;

/**
 * What the API allows.
 *
 * @param corsOrigins the origins whose pages may use it from a browser; none by default
 * @param streams how many clients may be sent entries as they come, on each node
 * @param exports how many exports may be under way, on each node
 */
public record ApiPolicy(Set<String> corsOrigins, int streams, int exports) {
  public ApiPolicy {
    corsOrigins = Set.copyOf(corsOrigins);
  }
}
