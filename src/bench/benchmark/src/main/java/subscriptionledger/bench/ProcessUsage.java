package subscriptionledger.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a process uses, as Linux counts it in /proc. */
final class ProcessUsage {
  /** What /proc counts in; it has been that on Linux for decades. */
  private static final double TICKS_PER_SECOND = 100;

  private final long pid;
  private final boolean tree;

  private ProcessUsage(long pid, boolean tree) {
    this.pid = pid;
    this.tree = tree;
  }

  static ProcessUsage of(long pid) {
    return new ProcessUsage(pid, false);
  }

  /** Of a process together with the children it has and has had. */
  static ProcessUsage ofTree(long pid) {
    return new ProcessUsage(pid, true);
  }

  /** Seconds of processor time of the compilers of a Java VM, since the process began. */
  double compilerSeconds() {
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return threads.mapToDouble(ProcessUsage::compilerSeconds).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double compilerSeconds(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      return stat.contains("CompilerThre") ? ticks(stat, false) / TICKS_PER_SECOND : 0;
    } catch (IOException e) {
      return 0; // The thread has ended.
    }
  }

  /** Seconds of processor time since the process began. */
  double cpuSeconds() {
    Stream<Long> children =
        tree
            ? ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
            : Stream.of();
    return (ticks(pid, tree) + children.mapToLong(child -> ticks(child, false)).sum())
        / TICKS_PER_SECOND;
  }

  /** The most main memory that the process ever had, in megabytes. */
  double peakMegabytes() {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long ticks(long pid, boolean withThoseOfDeadChildren) {
    try {
      return ticks(Files.readString(Path.of("/proc/" + pid + "/stat")), withThoseOfDeadChildren);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the processor time in a line of Linux.
   *
   * @param stat of a process or of a thread, whose name is in parentheses
   */
  private static long ticks(String stat, boolean withThoseOfDeadChildren) {
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
    long own = Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12));
    long children = Long.parseLong(fields.get(13)) + Long.parseLong(fields.get(14));
    return withThoseOfDeadChildren ? own + children : own;
  }
}
