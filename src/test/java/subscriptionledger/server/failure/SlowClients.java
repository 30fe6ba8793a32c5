package subscriptionledger.server.failure;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many clients at once that send what they are told and never read an answer. One thread serves all
 * of them. Whoever is hung up on connects again.
 */
final class SlowClients implements AutoCloseable {
  /** The least that the system grants: the server's own buffer is soon all there is. */
  private static final int RECEIVE_BUFFER_BYTES = 1_024;

  private static final long SELECT_MILLIS = 20;

  /** Before each byte that a client sends again and again. */
  private static final long BYTE_NANOS = 300_000_000;

  /** Before a client that was hung up on connects again. */
  private static final long PAUSE_NANOS = 5_000_000_000L;

  private final InetSocketAddress server;
  private final Manner manner;
  private final Selector selector;
  private final CompletableFuture<Void> run;
  private final AtomicInteger connections = new AtomicInteger();
  private final Queue<Long> again = new ArrayDeque<>();
  private volatile boolean closing;

  /**
   * What every client does.
   *
   * @param once what it sends first
   * @param again what it sends after that, over and over, byte by byte; may be empty
   */
  @SuppressWarnings("ArrayRecordComponent") // Sent, and never compared.
  record Manner(byte[] once, byte[] again) {}

  private static final class Client {
    private ByteBuffer rest;
    private long nextAt;

    Client(byte[] once) {
      rest = ByteBuffer.wrap(once);
    }
  }

  /** Begins. */
  SlowClients(URI server, int clients, Manner manner) throws IOException {
    this.server = new InetSocketAddress(server.getHost(), server.getPort());
    this.manner = manner;
    this.selector = Selector.open();
    for (int i = 0; i < clients; i++) {
      connect();
    }
    this.run =
        CompletableFuture.runAsync(this::run, task -> new Thread(task, "slow clients").start());
  }

  /** How often the clients have connected so far, in all. */
  int connections() {
    return connections.get();
  }

  private void connect() throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_CONNECT, new Client(manner.once()));
    channel.connect(server);
  }

  private void run() {
    try {
      while (!closing) {
        selector.select(SELECT_MILLIS);
        selector.selectedKeys().clear();
        while (!again.isEmpty() && again.peek() - System.nanoTime() < 0) {
          again.remove();
          connect();
        }
        for (SelectionKey key : selector.keys().toArray(new SelectionKey[0])) {
          serve(key);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("slow clients cannot connect", e);
    }
  }

  private void serve(SelectionKey key) throws IOException {
    try {
      SocketChannel channel = (SocketChannel) key.channel();
      if (channel.isConnectionPending() && channel.finishConnect()) {
        connections.incrementAndGet();
      }
      if (channel.isConnected()) {
        send(key, channel, (Client) key.attachment());
      }
    } catch (IOException e) {
      key.channel().close();
      again.add(System.nanoTime() + PAUSE_NANOS);
    }
  }

  private void send(SelectionKey key, SocketChannel channel, Client client) throws IOException {
    if (!client.rest.hasRemaining()) {
      client.rest = ByteBuffer.wrap(manner.again());
    }
    long now = System.nanoTime();
    boolean slow = client.rest.array() == manner.again() && client.rest.hasRemaining();
    if (slow && client.nextAt - now > 0) {
      return;
    }
    ByteBuffer next = slow ? client.rest.slice().limit(1) : client.rest;
    int written = channel.write(next);
    if (slow) {
      client.rest.position(client.rest.position() + written);
      client.nextAt = now + BYTE_NANOS;
    }
    boolean waitsForRoom = client.rest.hasRemaining() && !slow;
    key.interestOps(waitsForRoom ? SelectionKey.OP_WRITE : 0);
  }

  @Override
  public void close() throws IOException {
    closing = true;
    selector.wakeup();
    run.join();
    for (SelectionKey key : selector.keys()) {
      if (key.channel().isOpen()) {
        // Not politely: the server is to forget what it still has to say.
        ((SocketChannel) key.channel()).setOption(StandardSocketOptions.SO_LINGER, 0);
        key.channel().close();
      }
    }
    selector.close();
  }
}
