package subscriptionledger.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of an H2 file that was not closed. H2's header may point to a chunk that is up to
 * twenty versions old. H2 follows a chain from there to the newest chunk, and opens an older
 * version if a link of the chain has since been overwritten. In a file whose writes were made in
 * order, the newest complete chunk is always the right one.
 */
final class ChunkHeaders {
  private static final int BLOCK_BYTES = 4096;
  private static final int HEADER_BYTES = 2 * BLOCK_BYTES;
  private static final int CHUNK_HEADER_BYTES = 1024;
  private static final int FOOTER_BYTES = 128;
  private static final int BLOCKS_PER_READ = 256;
  private static final byte[] CHUNK = "chunk:".getBytes(ISO_8859_1);

  private final FileChannel file;

  ChunkHeaders(FileChannel file) {
    this.file = file;
  }

  /** Points the header to the newest complete chunk, unless the file was closed. */
  void pointToYoungest() throws IOException {
    Map<String, String> header = header();
    if (header == null || header.containsKey("clean")) {
      return;
    }
    Map<String, String> youngest = youngest(header);
    if (youngest != header) {
      header.putAll(youngest);
      write(header);
    }
  }

  /** Returns the valid copy of the header with the highest version; null if there is none. */
  private @Nullable Map<String, String> header() throws IOException {
    Map<String, String> header = null;
    for (int copy = 0; copy < HEADER_BYTES; copy += BLOCK_BYTES) {
      Map<String, String> read = checksummed(read(copy, BLOCK_BYTES));
      if (read != null && (header == null || version(read) > version(header))) {
        header = read;
      }
    }
    return header;
  }

  private Map<String, String> youngest(Map<String, String> header) throws IOException {
    Map<String, String> youngest = header;
    long blocks = file.size() / BLOCK_BYTES;
    for (long first = 2; first < blocks; first += BLOCKS_PER_READ) {
      byte[] bytes = read(first * BLOCK_BYTES, BLOCKS_PER_READ * BLOCK_BYTES);
      for (int at = 0; at + BLOCK_BYTES <= bytes.length; at += BLOCK_BYTES) {
        if (Arrays.equals(bytes, at, at + CHUNK.length, CHUNK, 0, CHUNK.length)) {
          Map<String, String> chunk =
              complete(first + at / BLOCK_BYTES, map(bytes, at, CHUNK_HEADER_BYTES));
          if (chunk != null && version(chunk) > version(youngest)) {
            youngest = chunk;
          }
        }
      }
    }
    return youngest;
  }

  /**
   * Returns the header of the chunk that begins in a block; null if the end of the chunk is
   * missing.
   */
  private @Nullable Map<String, String> complete(long block, @Nullable Map<String, String> chunk)
      throws IOException {
    try {
      if (chunk == null || number(chunk, "block", block) != block) {
        return null;
      }
      long end = (block + number(chunk, "len", 0)) * BLOCK_BYTES;
      if (end <= block * BLOCK_BYTES || end > file.size()) {
        return null;
      }
      Map<String, String> footer = checksummed(read(end - FOOTER_BYTES, FOOTER_BYTES));
      if (footer == null
          || number(footer, "chunk", 0) != number(chunk, "chunk", 0)
          || version(footer) != version(chunk)) {
        return null;
      }
      return Map.of(
          "chunk", chunk.getOrDefault("chunk", ""),
          "block", Long.toHexString(block),
          "version", Long.toHexString(version(chunk)));
    } catch (MVStoreException e) {
      return null; // The block looks like a chunk but contains no numbers.
    }
  }

  private void write(Map<String, String> header) throws IOException {
    StringBuilder text = new StringBuilder();
    DataUtils.appendMap(text, new HashMap<>(header));
    byte[] bytes = text.toString().getBytes(ISO_8859_1);
    DataUtils.appendMap(text, "fletcher", DataUtils.getFletcher32(bytes, 0, bytes.length));
    bytes = text.append('\n').toString().getBytes(ISO_8859_1);
    // The copies are written one after the other, so that a power cut leaves one of them intact.
    for (int copy = 0; copy < HEADER_BYTES; copy += BLOCK_BYTES) {
      ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES).put(bytes).rewind();
      while (block.hasRemaining()) {
        file.write(block, copy + block.position());
      }
      file.force(false);
    }
  }

  private static long version(Map<String, String> map) {
    return number(map, "version", 0);
  }

  private static long number(Map<String, String> map, String key, long without) {
    return DataUtils.readHexLong(map, key, without);
  }

  /**
   * Returns a map that ends with its correct checksum, without that checksum; null if there is
   * none.
   */
  private static @Nullable Map<String, String> checksummed(byte[] bytes) {
    Map<String, String> map = map(bytes, 0, bytes.length);
    if (map == null) {
      return null;
    }
    String sum = map.remove("fletcher");
    int end = new String(bytes, ISO_8859_1).indexOf(",fletcher:");
    return sum != null
            && end > 0
            && DataUtils.parseHexInt(sum) == DataUtils.getFletcher32(bytes, 0, end)
        ? map
        : null;
  }

  /** Returns the map in the first line; null if there is none. */
  private static @Nullable Map<String, String> map(byte[] bytes, int from, int length) {
    String text = new String(bytes, from, length, ISO_8859_1);
    int end = text.indexOf('\n');
    try {
      return end < 0 ? null : DataUtils.parseMap(text.substring(0, end).trim());
    } catch (MVStoreException e) {
      return null; // The bytes begin like a map but are none.
    }
  }

  /** Reads up to this number of bytes; fewer at the end of the file. */
  private byte[] read(long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && file.read(bytes, position + bytes.position()) > 0) {}
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
