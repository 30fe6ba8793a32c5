package subscriptionledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files of the repository, for tests that read them. */
final class SourceFiles {
  private SourceFiles() {}

  /** Returns all files in the folders, and in those below them, in the order of their paths. */
  static List<Path> in(Path... folders) throws IOException {
    Set<Path> files = new TreeSet<>();
    for (Path folder : folders) {
      try (Stream<Path> found = Files.walk(folder)) {
        found.filter(Files::isRegularFile).forEach(files::add);
      }
    }
    return List.copyOf(files);
  }

  static String read(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
