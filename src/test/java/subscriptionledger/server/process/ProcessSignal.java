package subscriptionledger.server.process;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What a process can be sent by the command {@code kill}, which knows more than Java does. */
public enum ProcessSignal {
  /** The process does nothing from now on, and keeps all that it has. */
  STOP,
  /** It goes on. */
  CONT,
  /** To PostgreSQL: end all connections, and then yourself. */
  INT,
  /** To PostgreSQL: end at once, with nothing written down. */
  QUIT,
  /** The process ends, and can do nothing about it. */
  KILL;

  public void send(ProcessHandle process) {
    String[] command = {"kill", "-" + name(), Long.toString(process.pid())};
    try {
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
