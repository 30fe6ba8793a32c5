package subscriptionledger.server.process;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL that is installed on this machine, as Debian installs it.
 *
 * @param programs the folder of its programs
 */
record InstalledPostgres(Path programs) {
  /** A folder for each version. */
  private static final Path DEBIANS = Path.of("/usr/lib/postgresql");

  static Optional<InstalledPostgres> find() throws IOException {
    try (Stream<Path> versions = Files.exists(DEBIANS) ? Files.list(DEBIANS) : Stream.empty()) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(folder -> Files.exists(folder.resolve("initdb")))
          .findFirst()
          .map(InstalledPostgres::new);
    }
  }

  /**
   * Starts it on the data that is there; if there is none, it is empty.
   *
   * @return what stops it, unless it has ended already
   */
  Closeable start(Path data, int port, String walSegmentMegabytes, Map<String, String> settings)
      throws Exception {
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      run(
          "initdb",
          "--auth=trust",
          "--username=postgres",
          "--encoding=UTF8",
          "--wal-segsize=" + walSegmentMegabytes,
          "--pgdata=" + data);
    }
    StringBuilder options = new StringBuilder("-p " + port + " -c unix_socket_directories=");
    settings.forEach(
        (name, value) -> options.append(" -c ").append(name).append('=').append(value));
    run(
        "pg_ctl",
        "start",
        "--wait",
        "--pgdata=" + data,
        "--log=" + data + ".log",
        "--options=" + options);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> postmaster(data).ifPresent(ProcessHandle::destroyForcibly)));
    return () -> stop(data);
  }

  /** The process that all others of it end with, if it runs. */
  static Optional<ProcessHandle> postmaster(Path data) {
    try (Stream<String> lines = Files.lines(data.resolve("postmaster.pid"))) {
      return lines.findFirst().map(Long::valueOf).flatMap(ProcessHandle::of);
    } catch (IOException e) {
      return Optional.empty(); // The file is there while it runs.
    }
  }

  private static void stop(Path data) {
    Optional<ProcessHandle> postmaster = postmaster(data);
    postmaster.ifPresent(ProcessSignal.INT::send);
    postmaster.ifPresent(process -> process.onExit().join());
  }

  /** PostgreSQL does not run as root; in a namespace of its own, root is nobody. */
  private void run(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "--user"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(Arrays.asList(arguments));
    Command.run(Map.of(), command);
  }
}
