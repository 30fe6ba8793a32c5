package subscriptionledger.simulator;

import java.nio.file.Path;
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
 * once (P2), numbered without a gap (P3), and nothing that was forged, that it refused, or that
 * nobody sent (P6, P7); and the states and counters that it keeps are those that follow from its
 * entries (P4).
 */
public final class Oracle {
  private static final int VIOLATIONS_PRINTED = 100;

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "url", "http://127.0.0.1:8080/subscription-ledger/",
          "user", "viewer",
          "password", "viewer",
          "app", "1400000001",
          "acknowledged", "target/acknowledged.jsonl",
          "sent", "target/sent.jsonl",
          "jdbc", "");

  private final List<RecordedEntry> entries;
  private final Set<Line> recorded = new HashSet<>();
  private final List<String> checks = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();

  /**
   * Judges what needs no knowledge of what was sent.
   *
   * @param entries all entries of the app, in the order in which the ledger gives them
   */
  public Oracle(List<RecordedEntry> entries) {
    this.entries = entries;
    checkSequence();
    checkOnce();
    checkRefused();
  }

  /**
   * Judges a ledger by the files that the simulator has written; ends with the status 1 when a
   * promise was broken, and with 2 when a word is wrong.
   *
   * @param args {@code name=value} words: {@code url}, {@code user}, {@code password} and {@code
   *     app}; or {@code jdbc}, a URL of the database, with user and password, for the states too;
   *     {@code acknowledged} and {@code sent}, the simulator's files, separated by commas
   */
  public static void main(String[] args) throws Exception {
    Oracle oracle = Words.understood(() -> judge(Words.parse(DEFAULTS, args)));
    System.out.println(oracle.report());
    if (!oracle.violations().isEmpty()) {
      System.exit(1);
    }
  }

  private static Oracle judge(Words words) throws Exception {
    List<Happening> acknowledged = happenings(words.files("acknowledged"));
    List<Happening> sent =
        words.text("sent").isEmpty() ? List.of() : happenings(words.files("sent"));
    long app = words.number("app", 1, Long.MAX_VALUE);
    Oracle oracle = words.text("jdbc").isEmpty() ? ofFeed(words, app) : ofTables(words, app);
    oracle.acknowledged(acknowledged);
    return words.text("sent").isEmpty() ? oracle : oracle.sent(sent);
  }

  private static Oracle ofFeed(Words words, long app) throws Exception {
    LedgerFeed feed = new LedgerFeed(words.url("url"), words.text("user"), words.text("password"));
    return new Oracle(feed.entries(app, 0).stream().map(RecordedEntry::of).toList());
  }

  private static Oracle ofTables(Words words, long app) throws Exception {
    LedgerTables tables = LedgerTables.read(words.text("jdbc"), app);
    return new Oracle(tables.entries()).state(tables.state(), tables.followed());
  }

  private static List<Happening> happenings(List<Path> files) throws Exception {
    List<Happening> happenings = new ArrayList<>();
    for (Path file : files) {
      happenings.addAll(HappeningFile.read(file));
    }
    return happenings;
  }

  /** Judges by what was answered OK. */
  public Oracle acknowledged(Collection<Happening> acknowledged) {
    Set<Line> lines = lines(acknowledged);
    for (Line line : lines) {
      if (!recorded.contains(line)) {
        violations.add("P2: acknowledged and not recorded: " + line);
      }
    }
    checks.add(
        "P2: each of the %d lines of %d acknowledged callbacks is there"
            .formatted(lines.size(), acknowledged.size()));
    return this;
  }

  /** Judges by all that was sent with a right signature, and whole. */
  public Oracle sent(Collection<Happening> sent) {
    Set<Line> lines = lines(sent);
    for (RecordedEntry entry : entries) {
      if (!lines.contains(entry.line())) {
        violations.add("P6: recorded and never sent: entry " + entry.sequence());
      }
    }
    checks.add("P6: each of them is one of the %d lines that were sent".formatted(lines.size()));
    return this;
  }

  /**
   * Judges the states and the counters that the ledger keeps.
   *
   * @param followed the number of the last entry that they include
   */
  public Oracle state(LedgerState state, long followed) {
    LedgerState expected =
        Fold.of(entries.stream().filter(entry -> entry.sequence() <= followed).toList());
    compare("the subscription", expected.subscriptions(), state.subscriptions());
    compare("the account", expected.accounts(), state.accounts());
    checks.add(
        "P4: the states of %d subscriptions and %d accounts, with their counters, follow from entries up to %d"
            .formatted(expected.subscriptions().size(), expected.accounts().size(), followed));
    return this;
  }

  /** What is wrong; empty when nothing is. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  /** What was checked, and the verdict. */
  public String report() {
    List<String> lines = new ArrayList<>(checks);
    violations.stream().limit(VIOLATIONS_PRINTED).forEach(lines::add);
    lines.add(violations.isEmpty() ? "All kept." : "BROKEN, " + violations.size() + " times.");
    return String.join("\n", lines);
  }

  private void checkSequence() {
    long expected = 1;
    for (RecordedEntry entry : entries) {
      if (entry.sequence() != expected) {
        violations.add("P3: entry " + expected + " has the number " + entry.sequence());
        break;
      }
      expected++;
    }
    checks.add("P3: %d entries are numbered without a gap".formatted(entries.size()));
  }

  private void checkOnce() {
    for (RecordedEntry entry : entries) {
      if (!recorded.add(entry.line())) {
        violations.add("P2: recorded again: entry " + entry.sequence() + ", " + entry.line());
      }
    }
    checks.add("P2: none of them says what another one says");
  }

  private void checkRefused() {
    for (RecordedEntry entry : entries) {
      if (entry.line().account().equals(Simulation.FORGED_ACCOUNT)) {
        violations.add("P6: forged and recorded: entry " + entry.sequence());
      }
      if (entry.line().account().equals(Simulation.MALFORMED_ACCOUNT)) {
        violations.add("P7: malformed and recorded: entry " + entry.sequence());
      }
    }
    checks.add("P6, P7: none of them was forged or malformed");
  }

  private <K, V> void compare(String what, Map<K, V> expected, Map<K, V> actual) {
    Map<K, V> unexpected = new HashMap<>(actual);
    expected.forEach(
        (key, value) -> {
          V found = unexpected.remove(key);
          if (found == null) {
            violations.add("P4: there is no row for " + what + " " + key);
          } else if (!found.equals(value)) {
            violations.add("P4: %s %s is %s and must be %s".formatted(what, key, found, value));
          }
        });
    unexpected.forEach(
        (key, value) ->
            violations.add("P4: no entry tells of " + what + " " + key + ", which is " + value));
  }

  private static Set<Line> lines(Collection<Happening> happenings) {
    Set<Line> lines = new HashSet<>();
    happenings.forEach(happening -> lines.addAll(happening.lines()));
    return lines;
  }
}
