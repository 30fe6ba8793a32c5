package subscriptionledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of style that a machine can check in the sources of the application and its tests. */
class TidyTest {
  private static final Path MAIN = Path.of("src/main");
  private static final Path TESTS = Path.of("src/test/java");

  /** A longer file comes apart by its jobs. */
  private static final int LINES = 200;

  /** A longer file of tests comes apart by subject. */
  private static final int LINES_OF_A_TEST = 250;

  /** A type at the beginning of a line, with the lines of its annotations before it. */
  private static final Pattern TOP_LEVEL_TYPE =
      Pattern.compile(
          "(?m)^(.*)\\R(?:@(?:[^\\n]|\\n[ })])*\\R)*"
              + "(?:public |final |abstract |sealed )*(?:class|interface|record|enum) \\w+");

  private static final Pattern JAVADOC = Pattern.compile("(?s)/\\*\\*\\s*(?:\\* )?(.*?)\\*/");
  private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

  /** A question, or a pronoun whose noun is the code below. */
  private static final Pattern RIDDLE =
      Pattern.compile("(?:Whether|What|How|Who|Whose|Which|When|Where|Why|It|They|This) .*");

  private static final Pattern PROBLEM =
      Pattern.compile("\"urn:subscription-ledger:problem:([a-z-]+)\",\\s*\"([^\"]*)\"");
  private static final Pattern PROBLEM_IN_OPENAPI =
      Pattern.compile("\"urn:subscription-ledger:problem:([a-z-]+)\", title: ([^,]*),");

  /** A noun phrase in sentence case, without a full stop. */
  private static final String TITLE = "(?!There |It |A |An |The )[A-Z][a-z]+(?: [a-z]+)*";

  /** Phrases that are not idiomatic English, or are vague, and how to say it instead. */
  private static final Map<String, String> BANNED =
      Map.of(
          "is not right", "is invalid",
          "do for", "is enough for",
          "so long as", "while; if",
          "for so long", "name the duration",
          "whoever", "a client, an operator …",
          "says the header", "see the header",
          "sent home", "refused; answered",
          "of its own accord", "by itself",
          "behind the write path's back", "outside the write path",
          "at the most", "at most");

  @Test
  void describesEveryTopLevelType() throws IOException {
    assertThat(
            java()
                .flatMap(found(TOP_LEVEL_TYPE))
                .filter(type -> !type.group(1).endsWith("*/"))
                .map(MatchResult::group))
        .isEmpty();
    assertThat(java().flatMap(found(TOP_LEVEL_TYPE))).hasSizeGreaterThan(100);
  }

  @Test
  void beginsNoJavadocWithAQuestionOrAPronoun() throws IOException {
    assertThat(texts(JAVADOC)).hasSizeGreaterThan(500).noneMatch(TidyTest::isRiddle);
  }

  @Test
  void beginsNoTextWithAQuestion() throws IOException {
    assertThat(texts(STRING)).hasSizeGreaterThan(500).noneMatch(TidyTest::isRiddle);
  }

  @Test
  void titlesProblemsWithNounPhrases() throws IOException {
    Map<String, String> titles =
        titles(
            PROBLEM, SourceFiles.read(MAIN.resolve("java/subscriptionledger/http/Problem.java")));

    assertThat(titles).hasSizeGreaterThan(5);
    assertThat(titles.values()).allSatisfy(title -> assertThat(title).matches(TITLE));
  }

  @Test
  void documentsEveryProblemUnderItsTitle() throws IOException {
    String openApi = SourceFiles.read(MAIN.resolve("resources/META-INF/openapi.yaml"));

    assertThat(titles(PROBLEM_IN_OPENAPI, openApi))
        .isEqualTo(
            titles(
                PROBLEM,
                SourceFiles.read(MAIN.resolve("java/subscriptionledger/http/Problem.java"))));
  }

  @Test
  void usesNoBannedPhrase() throws IOException {
    for (Path file : files("java", "xml", "yaml", "conf")) {
      String text = SourceFiles.read(file).replaceAll("\\s*\\n\\s*(?:\\*|//|#)?\\s*", " ");
      assertThat(BANNED.keySet())
          .as("in %s (say instead: %s)", file, BANNED)
          .noneMatch(
              phrase ->
                  Pattern.compile("\\b" + phrase + "\\b", Pattern.CASE_INSENSITIVE)
                      .matcher(text)
                      .find());
    }
  }

  /** A search for a noun finds the type; a participle stands in a hundred sentences. */
  @Test
  void namesNoFileByAParticiple() throws IOException {
    assertThat(files("java"))
        .hasSizeGreaterThan(100)
        .noneMatch(
            file -> file.getFileName().toString().matches("[A-Z][a-z]+(?:[^e]ed|ing|en).java"));
  }

  @Test
  void keepsFilesShort() throws IOException {
    assertShort(MAIN.resolve("java"), LINES);
    assertShort(TESTS, LINES_OF_A_TEST);
  }

  private static void assertShort(Path folder, int lines) throws IOException {
    List<Path> files = SourceFiles.in(folder);

    assertThat(files).hasSizeGreaterThan(100);
    assertThat(files)
        .allSatisfy(
            file ->
                assertThat(SourceFiles.read(file).lines())
                    .as(file.toString())
                    .hasSizeLessThanOrEqualTo(lines));
  }

  private static boolean isRiddle(String text) {
    return RIDDLE.matcher(text).matches();
  }

  private static Map<String, String> titles(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .collect(
            Collectors.toMap(
                problem -> problem.group(1),
                problem -> problem.group(2),
                (one, other) -> {
                  assertThat(one).isEqualTo(other);
                  return one;
                },
                TreeMap::new));
  }

  private static List<String> texts(Pattern pattern) throws IOException {
    return java()
        .flatMap(found(pattern))
        .map(text -> text.group(1).replaceAll("\\s+", " "))
        .toList();
  }

  private static Function<String, Stream<MatchResult>> found(Pattern pattern) {
    return text -> pattern.matcher(text).results();
  }

  private static Stream<String> java() throws IOException {
    return files("java").stream().map(SourceFiles::read);
  }

  private static List<Path> files(String... extensions) throws IOException {
    return SourceFiles.in(MAIN).stream()
        .filter(
            file ->
                Stream.of(extensions)
                    .anyMatch(extension -> file.toString().endsWith("." + extension)))
        .toList();
  }
}
