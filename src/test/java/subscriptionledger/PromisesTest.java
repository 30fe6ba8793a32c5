package subscriptionledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the code calls by a number stands in src/docs: promises (P1 …) and provider documents. */
class PromisesTest {
  private static final Path MAIN = Path.of("src/main");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Path DOCUMENTS = Path.of("src/docs");

  /** P1 in a text, and a test's name: p1Holds, p1ToP4Hold. */
  private static final Pattern PROMISE =
      Pattern.compile("\\bP(\\d{1,2})\\b|\\bp(\\d{1,2})(?=[A-Z])|(?<=p\\d{1,2}To)P(\\d{1,2})");

  /** A test, or one method of it: {@code StateIT} or {@code StateIT.p4TellsTheState}. */
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+)(?:\\.(\\w+))?`");

  /** In comments every number of five digits is a provider document. */
  private static final Pattern DOCUMENT = Pattern.compile("\\b\\d{5}\\b");

  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");

  @Test
  void everyPromiseThatIsNamedStandsInTheDesign() throws IOException {
    Set<String> promises = promises().keySet();

    assertThat(promises)
        .containsExactlyInAnyOrder("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10");
    for (Path file : SourceFiles.in(MAIN, TESTS)) {
      Set<String> named =
          PROMISE
              .matcher(SourceFiles.read(file))
              .results()
              .map(PromisesTest::promise)
              .collect(toSet());
      assertThat(promises).as(file.toString()).containsAll(named);
    }
  }

  @Test
  void everyPromiseIsHeldByTestsThatExist() throws IOException {
    Map<String, String> tests =
        SourceFiles.in(TESTS).stream()
            .filter(file -> !file.endsWith("package-info.java"))
            .collect(Collectors.toMap(PromisesTest::className, SourceFiles::read));

    promises()
        .forEach(
            (promise, row) -> {
              List<MatchResult> held = TEST.matcher(row).results().toList();
              assertThat(held).as(promise).isNotEmpty();
              for (MatchResult test : held) {
                assertThat(tests).as(promise).containsKey(test.group(1));
                if (test.group(2) != null) {
                  assertThat(tests.getOrDefault(test.group(1), ""))
                      .as(promise)
                      .contains("void " + test.group(2) + "(");
                }
              }
            });
  }

  @Test
  void everyProviderDocumentThatIsNamedHasItsAddress() throws IOException {
    Set<String> explained =
        Pattern.compile(
                "(?m)^\\| (\\d{5}) \\| [^|]+ \\| <https://www.tencentcloud.com/document/product/1047/\\1> \\|")
            .matcher(SourceFiles.read(DOCUMENTS.resolve("protocol.md")))
            .results()
            .map(row -> row.group(1))
            .collect(toSet());
    Set<String> named = new TreeSet<>();
    for (Path file : SourceFiles.in(MAIN)) {
      if (file.toString().endsWith(".java")) {
        COMMENT
            .matcher(SourceFiles.read(file))
            .results()
            .flatMap(comment -> DOCUMENT.matcher(comment.group()).results())
            .forEach(number -> named.add(number.group()));
      }
    }
    for (Path file : SourceFiles.in(DOCUMENTS)) {
      Pattern.compile("\\bdocuments? (\\d{5})\\b")
          .matcher(SourceFiles.read(file))
          .results()
          .forEach(number -> named.add(number.group(1)));
    }

    assertThat(named).contains("34354", "60802");
    assertThat(explained).containsAll(named);
  }

  /** The rows of the design's table, by their promises. */
  private static Map<String, String> promises() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    for (String line : Files.readAllLines(DOCUMENTS.resolve("design.md"), UTF_8)) {
      String[] cells = line.split(" \\| ", 3);
      if (cells.length == 3 && cells[0].matches("\\| P\\d+")) {
        rows.put(cells[0].substring(2), cells[2]);
      }
    }
    return rows;
  }

  private static String promise(MatchResult match) {
    return "P"
        + Stream.of(1, 2, 3)
            .map(match::group)
            .filter(number -> number != null)
            .findFirst()
            .orElseThrow();
  }

  private static String className(Path file) {
    return file.getFileName().toString().replaceFirst("\\.java$", "");
  }

  private static Collector<String, ?, Set<String>> toSet() {
    return Collectors.toCollection(TreeSet::new);
  }
}
