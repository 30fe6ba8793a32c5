package subscriptionledger.http;

import java.util.Set;

/**
 * The rules of the API.
 *
 * @param corsOrigins the origins whose pages may use the API from a browser; none by default
 * @param streams the maximum number of open streams of entries on each node; further ones are
 *     refused
 * @param exports the maximum number of simultaneous exports on each node; further ones are refused
 */
public record ApiPolicy(Set<String> corsOrigins, int streams, int exports) {
  public ApiPolicy {
    corsOrigins = Set.copyOf(corsOrigins);
  }
}
