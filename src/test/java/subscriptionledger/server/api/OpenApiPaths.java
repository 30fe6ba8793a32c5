package subscriptionledger.server.api;

import static subscriptionledger.server.client.LedgerClient.APP;
import static subscriptionledger.server.client.LedgerClient.segment;
import static subscriptionledger.server.process.TestServer.SINK;

import java.util.Map;

/** A path for each operation of the API, under which there is something. */
final class OpenApiPaths {
  private OpenApiPaths() {}

  /**
   * The paths by the ids of the operations.
   *
   * @param quarantined a delivery to discard
   * @param another a delivery to read again
   */
  static Map<String, String> all(String account, long quarantined, long another) {
    String app = "apps/" + APP;
    String inApp = "sinks/" + SINK + "/" + app;
    String accounts = app + "/accounts";
    return Map.ofEntries(
        Map.entry("listApps", "apps"),
        Map.entry("listEntries", app + "/entries"),
        Map.entry("getEntry", app + "/entries/1"),
        Map.entry("listAccounts", accounts),
        Map.entry("getAccount", accounts + "/" + segment(account)),
        Map.entry("listSubscriptions", accounts + "/" + segment(account) + "/subscriptions"),
        Map.entry("getSubscription", accounts + "/" + segment(account) + "/subscriptions/leckie"),
        Map.entry("listSubscriptionsOfSubscriber", app + "/subscribers/leckie/subscriptions"),
        Map.entry("getStatistics", app + "/statistics"),
        Map.entry("listQuarantine", app + "/quarantine"),
        Map.entry("getQuarantined", app + "/quarantine/" + quarantined),
        Map.entry("discard", app + "/quarantine/" + quarantined + "/discard"),
        Map.entry("replay", app + "/quarantine/" + another + "/replay"),
        Map.entry("listCursors", app + "/cursors"),
        Map.entry("rebuild", app + "/cursors/states/rebuild"),
        Map.entry("listSinks", "sinks"),
        Map.entry("getSink", "sinks/" + SINK),
        Map.entry("pauseSink", "sinks/" + SINK + "/pause"),
        Map.entry("resumeSink", "sinks/" + SINK + "/resume"),
        Map.entry("replaySink", inApp + "/replay"),
        Map.entry("testSink", inApp + "/test"),
        Map.entry("listSinkAttempts", inApp + "/attempts"),
        Map.entry("listDeadLetters", inApp + "/dead-letters"),
        Map.entry("redriveDeadLetters", inApp + "/dead-letters/redrive"),
        Map.entry("discardDeadLetters", inApp + "/dead-letters/discard"),
        Map.entry("streamEntries", app + "/entries/stream"));
  }
}
