package subscriptionledger.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of the server or of the JDK, run as an administrator runs it. */
public final class Command {
  private static final long LIMIT_MINUTES = 3;

  private Command() {}

  /**
   * What it printed.
   *
   * @param environment what it is told beside the environment of the tests
   * @throws IOException when it fails, with what it printed
   */
  public static String run(Map<String, String> environment, List<String> command) throws Exception {
    Path output = Files.createTempFile("command", ".log");
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      Process process =
          builder
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
      String printed = Files.readString(output, UTF_8);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      if (!ended || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + " failed:\n" + printed);
      }
      return printed;
    } finally {
      Files.delete(output);
    }
  }
}
