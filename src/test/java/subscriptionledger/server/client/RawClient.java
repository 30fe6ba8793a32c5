package subscriptionledger.server.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.SocketFactory;

/** A client that sends bytes as no proper client would. */
public final class RawClient {
  /** Longer than any server waits for anything. */
  private static final int PATIENCE_MILLIS = 120_000;

  private static final int LOAD_BALANCER_KEEPS_MILLIS = 61_000;

  private final LedgerClient client;

  public RawClient(LedgerClient client) {
    this.client = client;
  }

  /** What a server answers to bytes that no proper client would send; read until it hangs up. */
  public String raw(String head, byte[]... body) throws IOException {
    try (Socket socket = connect()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(US_ASCII));
      for (byte[] part : body) {
        out.write(part);
      }
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /**
   * What the server says to a callback of which it gets the beginning and then nothing, until it
   * hangs up.
   */
  public String unfinished(String header) throws IOException {
    String head =
        "POST %s?%s HTTP/1.1\r\nHost: localhost\r\n%s\r\nContent-Length: 1000\r\n\r\n"
            .formatted(
                client.uri("callback").getPath(),
                LedgerClient.signed(
                    LedgerClient.APP, LedgerClient.CURRENT_TOKEN, LedgerClient.DELETE),
                header);
    return raw(head, "{".getBytes(UTF_8));
  }

  /**
   * What a viewer is answered to two requests on one connection, when there is nothing between them
   * for longer than a load balancer keeps it.
   */
  public String kept() throws IOException, InterruptedException {
    String request =
        "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
            + LedgerClient.authorization("viewer", "viewer")
            + "\r\nConnection: %s\r\n\r\n";
    String path = client.uri("api/v1/apps").getPath();
    try (Socket socket = connect()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(request.formatted(path, "keep-alive").getBytes(US_ASCII));
      Thread.sleep(LOAD_BALANCER_KEEPS_MILLIS);
      out.write(request.formatted(path, "close").getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  /** Sends the bytes and hangs up, politely or by a reset of the connection. */
  public void abandoned(String head, byte[] body, boolean politely) throws IOException {
    try (Socket socket = connect()) {
      socket.setSoLinger(!politely, 0);
      socket.getOutputStream().write(head.getBytes(US_ASCII));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
    }
  }

  private Socket connect() throws IOException {
    SocketFactory factory =
        client.base.getScheme().equals("https")
            ? client.http.sslContext().getSocketFactory()
            : SocketFactory.getDefault();
    return factory.createSocket(client.base.getHost(), client.base.getPort());
  }
}
