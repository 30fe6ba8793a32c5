package subscriptionledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents of the repository: their length, their links, and the keys that they name. */
class DocumentsTest {
  private static final int README_LINES = 90;
  private static final int COLUMNS = 120;

  private static final Path README = Path.of("README.md");
  private static final Path CONFIGURATION = Path.of("src/docs/configuration.md");
  private static final Path SIMULATOR = Path.of("src/docs/simulator.md");

  private static final Pattern FENCE = Pattern.compile("^\\s*```.*?^\\s*```\\s*$", flags());
  private static final Pattern CODE = Pattern.compile("`[^`\\n]+`");
  private static final Pattern MARKDOWN_LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HTML_LINK = Pattern.compile("(?:src|srcset|href)=\"([^\"\\s]+)\"");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
  private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+?) *#*$", flags());
  private static final Pattern LINKED_TEXT = Pattern.compile("\\[([^]]*)]\\([^)]*\\)");

  /** A row of the table of keys: the key, and its environment variable. */
  private static final Pattern KEY_ROW =
      Pattern.compile("^\\| `(ledger\\.\\S+)` \\| `(\\w\\S*)` \\|", flags());

  /** A key as the code has it, with the number of an app in its middle or without. */
  private static final Pattern KEY_IN_CODE =
      Pattern.compile("\"(ledger\\.[a-z.-]*)\"(?:\\s*\\+\\s*id\\s*\\+\\s*\"(\\.[a-z-]+)\")?");

  private static final Path OPERATIONS = Path.of("src/docs/operations.md");
  private static final Path ALERTS = Path.of("server-config/prometheus/ledger-alerts.yml");

  /** An alert, and the anchor that it links to. */
  private static final Pattern ALERT =
      Pattern.compile(
          "- alert: (\\w+).*?runbook_url: \"\\{\\{ \\$externalLabels\\.runbooks }}#(\\w+)\"",
          flags());

  private static final Pattern WORD_ROW = Pattern.compile("^\\| (`[^|]+`) \\|", flags());
  private static final Pattern DEFAULT_IN_CODE =
      Pattern.compile("(?:Map\\.entry\\(|^ {10})\"([a-z-]+)\", \"", flags());

  @Test
  void theReadmeFitsOnNinetyLines() throws IOException {
    assertThat(Files.readAllLines(README)).hasSizeLessThanOrEqualTo(README_LINES);
  }

  @Test
  void linesAreAtMostAHundredAndTwentyColumnsWideButForTablesAndLinks() throws IOException {
    List<String> wide = new ArrayList<>();
    for (Path document : documents()) {
      List<String> lines = Files.readAllLines(document);
      for (int i = 0; i < lines.size(); i++) {
        if (columns(lines.get(i)) > COLUMNS && !lines.get(i).startsWith("|")) {
          wide.add(document + ":" + (i + 1));
        }
      }
    }

    assertThat(wide).isEmpty();
  }

  @Test
  void everyLinkWithinTheRepositoryLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    int followed = 0;
    for (Path document : documents()) {
      for (String link : links(document)) {
        followed++;
        if (!leadsSomewhere(document, link)) {
          broken.add(document + ": " + link);
        }
      }
    }

    assertThat(broken).isEmpty();
    assertThat(followed).isPositive();
  }

  @Test
  void anchorsAreThoseThatGitHubGivesToHeadings() {
    String document =
        """
        # One: a `key`, and "more"
        ## [A link](other.md) here
        ## Same
        ```sh
        # no heading
        ```
        ## Same
        """;

    assertThat(anchors(document))
        .containsExactlyInAnyOrder("one-a-key-and-more", "a-link-here", "same", "same-1");
  }

  @Test
  void everyKeyOfTheConfigurationIsDocumentedAndNoOther() throws IOException {
    Path operations = Path.of("src/main/java/subscriptionledger/operations");
    String code =
        Files.readString(operations.resolve("Configuration.java"))
            + Files.readString(operations.resolve("SinkSettings.java"));
    Set<String> read =
        found(KEY_IN_CODE, code)
            .map(key -> key.group(2) == null ? key.group(1) : key.group(1) + "<id>" + key.group(2))
            .filter(key -> !key.equals("ledger.audit-log") && !key.endsWith("."))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(documentedKeys().keySet()).isEqualTo(read);
  }

  @Test
  void everyKeyIsDocumentedWithItsEnvironmentVariable() throws IOException {
    Map<String, String> documented = documentedKeys();

    assertThat(documented)
        .isNotEmpty()
        .allSatisfy((key, variable) -> assertThat(variable).isEqualTo(asVariable(key)));
  }

  @Test
  void everyWordOfTheSimulatorAndTheOracleIsDocumentedAndNoOther() throws IOException {
    Path simulator = Path.of("src/simulator/java/subscriptionledger/simulator");
    Set<String> understood = new TreeSet<>();
    for (String file : List.of("Options.java", "Oracle.java")) {
      found(DEFAULT_IN_CODE, Files.readString(simulator.resolve(file)))
          .forEach(word -> understood.add(word.group(1)));
    }
    Set<String> documented =
        found(WORD_ROW, Files.readString(SIMULATOR))
            .flatMap(row -> found(CODE, row.group(1)))
            .map(word -> word.group().replace("`", ""))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(documented).isEqualTo(understood);
  }

  @Test
  void everyAlertLinksToItsParagraph() throws IOException {
    Set<String> anchors = anchors(Files.readString(OPERATIONS));
    List<MatchResult> alerts = found(ALERT, Files.readString(ALERTS)).toList();

    assertThat(alerts)
        .isNotEmpty()
        .allSatisfy(
            alert -> {
              assertThat(alert.group(2)).isEqualTo(alert.group(1).toLowerCase(Locale.ROOT));
              assertThat(anchors).contains(alert.group(2));
            });
  }

  private static int flags() {
    return Pattern.MULTILINE | Pattern.DOTALL;
  }

  /** The width without the targets of links, which nobody can break. */
  private static int columns(String line) {
    String text = MARKDOWN_LINK.matcher(line).replaceAll("]()");
    return text.codePointCount(0, text.length());
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>(List.of(README, Path.of("CHANGELOG.md")));
    SourceFiles.in(Path.of("src/docs"), Path.of("server-config")).stream()
        .filter(file -> file.toString().endsWith(".md"))
        .forEach(documents::add);
    return documents;
  }

  private static List<String> links(Path document) throws IOException {
    String text = CODE.matcher(withoutFences(Files.readString(document))).replaceAll("");
    return Stream.of(MARKDOWN_LINK, HTML_LINK)
        .flatMap(pattern -> found(pattern, text))
        .map(link -> link.group(1))
        .filter(link -> !ELSEWHERE.matcher(link).matches())
        .toList();
  }

  private static boolean leadsSomewhere(Path document, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return parts.length == 1 || anchors(Files.readString(target)).contains(parts[1]);
  }

  /** A heading's anchor, as GitHub makes it; a second heading of the same text ends in "-1". */
  private static Set<String> anchors(String markdown) {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    found(HEADING, withoutFences(markdown))
        .map(heading -> anchor(heading.group(1)))
        .forEach(
            anchor -> {
              int times = seen.merge(anchor, 1, Integer::sum);
              anchors.add(times == 1 ? anchor : anchor + "-" + (times - 1));
            });
    return anchors;
  }

  private static String anchor(String heading) {
    return LINKED_TEXT
        .matcher(heading)
        .replaceAll("$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
        .replace(' ', '-');
  }

  private static String withoutFences(String markdown) {
    return FENCE.matcher(markdown).replaceAll("");
  }

  private static Map<String, String> documentedKeys() throws IOException {
    return found(KEY_ROW, Files.readString(CONFIGURATION))
        .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
  }

  /** As MicroProfile Config looks for a key in the environment; an app's number stays as it is. */
  private static String asVariable(String key) {
    return Arrays.stream(key.split("<id>", -1))
        .map(part -> part.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT))
        .collect(Collectors.joining("<id>"));
  }

  private static Stream<MatchResult> found(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }
}
