package subscriptionledger.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

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
  private static final String CLASSES = "/WEB-INF/classes";
  private static final String ENTITIES = "/subscriptionledger/store";

  private Wars() {}

  /**
   * Makes a copy of the WAR in which a jar takes the place of some classes.
   *
   * @param jar with classes of the same names and methods
   */
  static void replace(Path war, Path jar, Path copy) throws IOException {
    Files.copy(war, copy, StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem zip = FileSystems.newFileSystem(copy);
        FileSystem classes = FileSystems.newFileSystem(jar)) {
      for (Path file : files(classes.getPath("/"))) {
        if (file.toString().endsWith(".class")) {
          Files.deleteIfExists(zip.getPath(CLASSES + file));
        }
      }
      Files.copy(jar, zip.getPath("/WEB-INF/lib/" + jar.getFileName()));
    }
  }

  /**
   * Weaves the entities of a WAR, as EclipseLink advises: managed rows then report their changes
   * themselves.
   *
   * @param work an empty directory
   * @param libraries with the API of Jakarta Persistence
   */
  static void weave(Path war, Path work, Path libraries) throws IOException, InterruptedException {
    Path all = work.resolve("all");
    Path plain = work.resolve("plain");
    Path woven = work.resolve("woven");
    Path eclipseLink = work.resolve("lib");
    try (FileSystem zip = FileSystems.newFileSystem(war)) {
      copy(zip.getPath(CLASSES), all);
      // The weaver loads each class that it is given, and the API of MicroProfile Health is not
      // here.
      copy(zip.getPath(CLASSES + ENTITIES), plain.resolve(ENTITIES.substring(1)));
      copy(zip.getPath(CLASSES + "/META-INF"), plain.resolve("META-INF"));
      copy(zip.getPath("/WEB-INF/lib"), eclipseLink);
      Path unit = plain.resolve("META-INF/persistence.xml");
      Files.writeString(
          unit,
          Files.readString(unit)
              .replace(
                  "\"eclipselink.weaving\" value=\"false\"",
                  "\"eclipselink.weaving\" value=\"static\""));
      Files.createDirectories(woven);
      weave(plain, woven, all + ":" + eclipseLink + "/*:" + libraries + "/*");
      copy(woven, zip.getPath(CLASSES));
    }
  }

  private static void weave(Path plain, Path woven, String classPath)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                classPath,
                "org.eclipse.persistence.tools.weaving.jpa.StaticWeave",
                "-loglevel",
                "WARNING",
                plain.toString(),
                woven.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0 || !output.isBlank()) {
      throw new IOException("the entities were not woven: " + output);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
