package subscriptionledger.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The machine that the figures were taken on. */
record Machine(
    String processor, int cores, String memory, String kernel, String jdk, Statistics fsyncMillis) {
  private static final int FSYNCS = 500;
  private static final int BLOCK = 8_192;

  /**
   * @param directory on the disk that the databases use
   */
  static Machine describe(Path directory) throws IOException {
    return new Machine(
        value("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        Math.round(
                Double.parseDouble(value("/proc/meminfo", "MemTotal").replaceAll("\\D", ""))
                    / 1_048_576)
            + " GB",
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
        fsync(directory));
  }

  private static String value(String file, String key) throws IOException {
    return Files.readAllLines(Path.of(file), UTF_8).stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  /** How long a block takes to the disk, as a database writes it at a commit. */
  private static Statistics fsync(Path directory) throws IOException {
    Path file = Files.createTempFile(directory, "fsync", "");
    List<Double> millis = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < FSYNCS; i++) {
        long began = System.nanoTime();
        channel.write(ByteBuffer.allocate(BLOCK), (long) i * BLOCK);
        channel.force(false);
        millis.add((System.nanoTime() - began) / 1e6);
      }
    } finally {
      Files.delete(file);
    }
    return Statistics.of(millis);
  }
}
