package subscriptionledger.server.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * How large the files of a process may grow. To the process it is as if the disk were full; and it
 * needs no disk, and no rights.
 */
public final class FileSizeLimit {
  /** More than a test writes, and less than the limit that the suite itself may run under. */
  public static final int PLENTY_BYTES = 1 << 29;

  private FileSizeLimit() {}

  /**
   * Sets the limit of a process, unless it has ended meanwhile; only the soft one, so that it can
   * be lifted again.
   */
  public static void set(ProcessHandle process, int bytes) throws Exception {
    Process prlimit =
        new ProcessBuilder(
                "prlimit", "--pid", Long.toString(process.pid()), "--fsize=" + bytes + ":")
            .inheritIO()
            .start();
    boolean limited = prlimit.waitFor(1, TimeUnit.MINUTES) && prlimit.exitValue() == 0;
    if (!limited && process.isAlive()) {
      throw new IOException("the size of files could not be limited");
    }
  }
}
