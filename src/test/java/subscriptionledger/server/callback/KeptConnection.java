package subscriptionledger.server.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A connection that is kept from one request to the next, and on which anything can be sent: no
 * proper client would take such queries and headers.
 */
final class KeptConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  /** Long enough for a server to begin with a request whose body has not arrived yet. */
  private static final long BETWEEN_PARTS_NANOS = 1_000_000;

  private final URI ledger;
  private Socket socket;
  private InputStream in;

  KeptConnection(URI ledger) throws IOException {
    this.ledger = ledger;
    this.socket = connect();
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** An answer, with its headers by their names in lower case. */
  record RawAnswer(int status, Map<String, String> headers, String body) {}

  /** The server has hung up while the request was still being sent. */
  static final class HungUpException extends IOException {
    private static final long serialVersionUID = 1L;

    HungUpException(IOException cause) {
      super("the server hung up before it had all of the request", cause);
    }
  }

  /**
   * Sends a callback and waits for its answer, which must come. Whom a server refuses it need not
   * hear to the end, so a long body may find the connection closed.
   *
   * @throws HungUpException when it is closed, and no answer came before that
   */
  RawAnswer post(String query, String headers, byte[] body) throws IOException {
    String head =
        "POST "
            + ledger.resolve("callback").getPath()
            + "?"
            + query
            + " HTTP/1.1\r\nHost: localhost\r\n"
            + headers
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.getBytes(ISO_8859_1));
    request.writeBytes(body);
    try {
      OutputStream out = socket.getOutputStream();
      out.write(request.toByteArray());
      out.flush();
    } catch (IOException e) {
      return answerBefore(e);
    }
    return answer();
  }

  /** Sends a request in parts, which arrive one after the other, and waits for its answer. */
  RawAnswer inParts(String... parts) throws IOException {
    OutputStream out = socket.getOutputStream();
    for (String part : parts) {
      out.write(part.getBytes(UTF_8));
      out.flush();
      LockSupport.parkNanos(BETWEEN_PARTS_NANOS);
    }
    return answer();
  }

  private RawAnswer answerBefore(IOException hangingUp) throws IOException {
    try {
      return answer();
    } catch (IOException e) {
      throw new HungUpException(hangingUp);
    } finally {
      reconnect();
    }
  }

  /** Starts afresh, as a client does whose connection is no longer good. */
  void reconnect() throws IOException {
    socket.close();
    socket = connect();
    in = new BufferedInputStream(socket.getInputStream());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private Socket connect() throws IOException {
    Socket connected = new Socket(ledger.getHost(), ledger.getPort());
    connected.setSoTimeout(PATIENCE_MILLIS);
    connected.setTcpNoDelay(true);
    return connected;
  }

  private RawAnswer answer() throws IOException {
    String status = line();
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    byte[] body =
        "chunked".equals(headers.get("transfer-encoding"))
            ? chunks()
            : in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    if ("close".equalsIgnoreCase(headers.get("connection"))) {
      reconnect();
    }
    return new RawAnswer(
        Integer.parseInt(status.split(" ", 3)[1]), headers, new String(body, UTF_8));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int length = Integer.parseInt(line(), 16);
      body.writeBytes(in.readNBytes(length));
      line();
      if (length == 0) {
        return body.toByteArray();
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server hung up without an answer; so far it said: " + line);
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
