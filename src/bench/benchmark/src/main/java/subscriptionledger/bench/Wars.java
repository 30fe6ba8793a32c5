package subscriptionledger.bench;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Makes variants of the product's WAR. */
final class Wars {
  private Wars() {}

  /**
   * A copy of the WAR whose journal is another one.
   *
   * @param journal a jar with a class of the same name and the same methods
   */
  static void replaceJournal(Path war, Path journal, Path copy) throws IOException {
    Files.copy(war, copy, StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem zip = FileSystems.newFileSystem(copy)) {
      for (Path productClass : journalClasses(zip)) {
        Files.delete(productClass);
      }
      Files.copy(journal, zip.getPath("/WEB-INF/lib/" + journal.getFileName()));
    }
  }

  private static List<Path> journalClasses(FileSystem zip) throws IOException {
    try (Stream<Path> classes =
        Files.list(zip.getPath("/WEB-INF/classes/subscriptionledger/journal"))) {
      return classes
          .filter(file -> file.getFileName().toString().matches("Journal(\\$.*)?\\.class"))
          .toList();
    }
  }
}
