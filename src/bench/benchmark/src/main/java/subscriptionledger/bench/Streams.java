package subscriptionledger.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clients that watch entries as they come, each those of one account, and do nothing with them: one
 * thread reads what comes to all of them.
 */
final class Streams implements AutoCloseable {
  private static final int ACCOUNTS = 20;

  private final Selector selector = Selector.open();
  private final List<SocketChannel> channels = new ArrayList<>();
  private final Thread reader = new Thread(this::read, "streams");
  private volatile boolean closed;
  private final AtomicLong bytes = new AtomicLong();

  Streams(int port, int clients) throws IOException {
    for (int i = 0; i < clients; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      String request =
          "GET /subscription-ledger/api/v1/apps/%d/entries/stream?account=%%40TOA%%23_account%02d HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: %s\r\n\r\n"
              .formatted(Provider.APP, 1 + i % ACCOUNTS, WildFly.VIEWER);
      channel.write(ByteBuffer.wrap(request.getBytes(US_ASCII)));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      channels.add(channel);
    }
    reader.start();
  }

  private void read() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    try {
      while (!closed) {
        selector.select(100);
        for (SelectionKey key : selector.selectedKeys()) {
          buffer.clear();
          int read = ((SocketChannel) key.channel()).read(buffer);
          if (read < 0) {
            throw new IOException("a stream has ended");
          }
          bytes.addAndGet(read);
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException e) {
      Benchmark.say("streams: " + e);
    }
  }

  /** How much has come to all of them together. */
  long bytes() {
    return bytes.get();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (SocketChannel channel : channels) {
      channel.close();
    }
    selector.close();
  }
}
