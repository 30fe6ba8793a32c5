package subscriptionledger.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The keys of a sink, which the document names without their common beginning. */
class SinkKeysTest {
  private static final Path CODE = Path.of("src/main/java/subscriptionledger/operations");
  private static final Pattern READ = Pattern.compile("prefix \\+ \"([a-z-]+)\\.?\"");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (`\\.[^|]*) \\|");
  private static final Pattern KEY = Pattern.compile("`\\.([a-z-]+)(?:\\.<name>)?`");

  @Test
  void areDocumentedAndNoOthers() throws IOException {
    String code =
        Files.readString(CODE.resolve("SinkSettings.java"))
            + Files.readString(CODE.resolve("HttpSinkSettings.java"));
    Set<String> read = new TreeSet<>();
    READ.matcher(code).results().forEach(key -> read.add(key.group(1)));
    read.add("trust-store-password");
    read.add("key-store-password");
    String rows =
        ROW.matcher(Files.readString(Path.of("src/docs/configuration.md")))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.joining());

    assertThat(KEY.matcher(rows).results().map(key -> key.group(1)))
        .containsExactlyInAnyOrderElementsOf(read);
  }
}
