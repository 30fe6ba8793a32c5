package subscriptionledger.relay.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A target that answers each request with bytes of its own. */
final class HostileTarget implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

  private final ServerSocket listening;

  /** Writes an answer; it may take as long as it likes. */
  interface Behaviour {
    void answer(OutputStream out) throws IOException, InterruptedException;
  }

  HostileTarget(Behaviour behaviour) throws IOException {
    this(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), behaviour);
  }

  /**
   * Creates a target.
   *
   * @param listening where it listens, which may be a socket with TLS
   */
  HostileTarget(ServerSocket listening, Behaviour behaviour) {
    this.listening = listening;
    Thread thread = new Thread(() -> listen(behaviour), "hostile target");
    thread.setDaemon(true);
    thread.start();
  }

  /** Answers with these bytes. */
  static Behaviour says(String answer) {
    return out -> out.write(answer.getBytes(US_ASCII));
  }

  private void listen(Behaviour behaviour) {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        readRequest(socket.getInputStream());
        behaviour.answer(socket.getOutputStream());
      } catch (IOException | InterruptedException e) {
        // The client has hung up, as it should.
      }
    }
  }

  /** A request that is not read to its end would have the answer lost. */
  private static void readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    Matcher length = LENGTH.matcher(head);
    in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
  }

  URI url(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + listening.getLocalPort() + "/events");
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
