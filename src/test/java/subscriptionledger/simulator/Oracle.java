package subscriptionledger.simulator;

import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import subscriptionledger.simulator.Happening.Line;

/**
 * Decides whether a ledger kept its promises: it holds what it has acknowledged, each line exactly
 * once (P2), numbered without a gap (P3), and nothing that was forged (P6).
 */
public final class Oracle {
  private final List<String> violations = new ArrayList<>();

  private Oracle() {}

  /**
   * Judges a ledger by the file that the simulator has written; ends with the status 1 when a
   * promise was broken.
   *
   * @param args the URL of the ledger, a user and the password, the app, and the file
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 5) {
      throw new IllegalArgumentException("the arguments are: url user password app file");
    }
    List<Happening> acknowledged = Acknowledged.read(Path.of(args[4]));
    List<JsonObject> entries =
        new LedgerFeed(URI.create(args[0]), args[1], args[2]).entries(Long.parseLong(args[3]), 0);
    List<String> violations = judge(acknowledged, entries);
    System.out.printf(
        "Checked %d entries against %d acknowledged callbacks: each acknowledged line is there (P2),"
            + " none is there twice (P2), no number is missing (P3), nothing is forged (P6).%n",
        entries.size(), acknowledged.size());
    violations.forEach(System.out::println);
    System.out.println(violations.isEmpty() ? "All kept." : "BROKEN: " + violations.size());
    if (!violations.isEmpty()) {
      System.exit(1);
    }
  }

  /**
   * What is wrong; empty when nothing is.
   *
   * @param acknowledged what was answered OK
   * @param entries all entries of the app, as its API gives them, from its first one on
   */
  public static List<String> judge(Collection<Happening> acknowledged, List<JsonObject> entries) {
    Oracle oracle = new Oracle();
    oracle.checkSequence(entries);
    Set<Line> recorded = oracle.checkOnce(entries);
    for (Happening happening : acknowledged) {
      for (Line line : happening.lines()) {
        if (!recorded.contains(line)) {
          oracle.violations.add("P2: acknowledged and not recorded: " + line);
        }
      }
    }
    return List.copyOf(oracle.violations);
  }

  private void checkSequence(List<JsonObject> entries) {
    for (int i = 0; i < entries.size(); i++) {
      long sequence = entries.get(i).getJsonNumber("sequence").longValueExact();
      if (sequence != i + 1L) {
        violations.add("P3: entry " + (i + 1) + " has the number " + sequence);
        return;
      }
    }
  }

  private Set<Line> checkOnce(List<JsonObject> entries) {
    Map<Line, Integer> counts = new HashMap<>();
    for (JsonObject entry : entries) {
      if (entry.getString("account").equals(Simulation.FORGED_ACCOUNT)) {
        violations.add("P6: forged and recorded: entry " + entry.getInt("sequence"));
      }
      if (entry.containsKey("subscriber")) {
        counts.merge(line(entry), 1, Integer::sum);
      }
    }
    counts.forEach(
        (line, count) -> {
          if (count > 1) {
            violations.add("P2: recorded " + count + " times: " + line);
          }
        });
    return new HashSet<>(counts.keySet());
  }

  private static Line line(JsonObject entry) {
    return new Line(
        entry.getJsonNumber("app").longValueExact(),
        entry.getString("kind"),
        entry.getString("account"),
        entry.getString("subscriber"),
        Instant.parse(entry.getString("occurredAt")).toEpochMilli());
  }
}
