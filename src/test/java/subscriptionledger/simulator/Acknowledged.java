package subscriptionledger.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The file of what was answered OK: a JSON object on each line. */
public final class Acknowledged {
  private static final Jsonb JSON = JsonbBuilder.create();

  private Acknowledged() {}

  /** What is in the file. */
  public static List<Happening> read(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file, UTF_8)) {
      return lines.map(line -> JSON.fromJson(line, Happening.class)).toList();
    }
  }
}
