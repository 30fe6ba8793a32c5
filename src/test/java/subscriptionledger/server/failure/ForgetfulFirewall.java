package subscriptionledger.server.failure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What stands between a server and its database, and may forget the connections that it knows. From
 * then on it passes nothing of them on, not even that one side has closed, and tells neither side;
 * new connections are as good as ever.
 */
final class ForgetfulFirewall implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 * 1024;

  private final ServerSocket entrance;
  private final int target;
  private final Queue<Passage> passages = new ConcurrentLinkedQueue<>();

  /** Lets connections through to a port on loopback. */
  ForgetfulFirewall(int target) throws IOException {
    this.target = target;
    this.entrance = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** How many connections are open and not forgotten. */
  int open() {
    passages.removeIf(Passage::isClosed);
    return (int) passages.stream().filter(passage -> !passage.forgotten).count();
  }

  /** Forgets all connections that there are. */
  void forget() {
    passages.forEach(passage -> passage.forgotten = true);
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Passage passage = new Passage(entrance.accept());
        passages.add(passage);
        passage.open(target);
      } catch (IOException e) {
        // It is closed, or the database is away: then the client will try again.
      }
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "firewall");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    passages.forEach(Passage::close);
  }

  /** A connection, in both directions. */
  private static final class Passage {
    private final Socket client;
    private final Socket server = new Socket();
    private volatile boolean forgotten;

    Passage(Socket client) {
      this.client = client;
    }

    void open(int target) throws IOException {
      try {
        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
      } catch (IOException e) {
        close();
        throw e;
      }
      start(() -> pass(client, server));
      start(() -> pass(server, client));
    }

    boolean isClosed() {
      return client.isClosed();
    }

    /** Until one side closes, or fails: then the other learns that the connection is over. */
    private void pass(Socket from, Socket to) {
      byte[] buffer = new byte[BUFFER_BYTES];
      try {
        int length = from.getInputStream().read(buffer);
        while (length >= 0 && !forgotten) {
          to.getOutputStream().write(buffer, 0, length);
          length = from.getInputStream().read(buffer);
        }
      } catch (IOException e) {
        // The same as the end.
      }
      if (!forgotten) {
        close();
      }
    }

    void close() {
      try (client;
          server) {
        // Both are closed.
      } catch (IOException e) {
        // They are gone.
      }
    }
  }
}
