package subscriptionledger.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file of happenings, a JSON object on each line. Each line is out of the process once it is
 * added, so that the file is complete however the process ends.
 */
public final class HappeningFile implements AutoCloseable {
  private static final Jsonb JSON = JsonbBuilder.create();

  private final OutputStream out;

  /** A new file there, in place of what was there before. */
  HappeningFile(Path file) throws IOException {
    this.out = Files.newOutputStream(file);
  }

  /** What is in the file. */
  public static List<Happening> read(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file, UTF_8)) {
      return lines.map(line -> JSON.fromJson(line, Happening.class)).toList();
    }
  }

  void add(Happening happening) throws IOException {
    byte[] line = (JSON.toJson(happening) + "\n").getBytes(UTF_8);
    synchronized (out) {
      out.write(line);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
