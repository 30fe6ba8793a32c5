package subscriptionledger.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/**
 * The record of the last write to a file. It is kept in a second file and forced to disk before the
 * write begins. If a power cut leaves the write incomplete, it is repeated from the record when the
 * file is opened again. If the record itself is incomplete, the write has not begun. Each write is
 * therefore atomic.
 *
 * <p>The record also contains a checksum of each sector before the write. A file whose sectors are
 * neither the old nor the new ones, such as a file restored from a backup, is left unchanged.
 */
final class RedoRecord implements AutoCloseable {
  private static final int SECTOR_BYTES = 512;
  private static final long MAGIC = 0x5345_4355_5245_4431L;

  /**
   * The length of the head of a record: magic number, position and length of the write, and a
   * checksum of the rest.
   */
  private static final int HEAD_BYTES = Long.BYTES + Long.BYTES + Integer.BYTES + Integer.BYTES;

  private final FileChannel record;
  private final FileChannel file;

  /**
   * Creates a redo record.
   *
   * @param record the second file
   * @param file the file that is written
   */
  RedoRecord(FileChannel record, FileChannel file) {
    this.record = record;
    this.file = file;
  }

  /** Writes all remaining bytes and forces them to disk. */
  void write(ByteBuffer bytes, long position) throws IOException {
    int length = bytes.remaining();
    ByteBuffer kept = ByteBuffer.allocate(HEAD_BYTES + sectors(length) * Integer.BYTES + length);
    kept.putLong(MAGIC).putLong(position).putInt(length).putInt(0);
    ByteBuffer before = read(file, position, length);
    for (int sector = 0; sector < sectors(length); sector++) {
      kept.putInt(checksum(sector(before, sector)));
    }
    kept.put(bytes.duplicate()).flip();
    kept.putInt(HEAD_BYTES - Integer.BYTES, checksum(withoutChecksum(kept)));
    force(record, kept, 0);
    force(file, bytes, position);
  }

  /** Discards the record of a write that has been forced and must not be repeated. */
  void discard() throws IOException {
    force(record, ByteBuffer.allocate(HEAD_BYTES), 0);
  }

  /**
   * Repeats the last write. It forces the record again first: if the failure was that of a force
   * and not of the power, the memory may contain data that the disk does not.
   */
  void repeat() throws IOException {
    ByteBuffer kept = read(record, 0, Math.toIntExact(record.size()));
    if (kept.remaining() < HEAD_BYTES || kept.getLong() != MAGIC) {
      return;
    }
    long position = kept.getLong();
    int length = kept.getInt();
    int sum = kept.getInt();
    if (length <= 0 || length > kept.remaining()) {
      return;
    }
    int checksums = sectors(length) * Integer.BYTES;
    if (checksums + length > kept.remaining()) {
      return;
    }
    kept.position(0).limit(HEAD_BYTES + checksums + length);
    if (checksum(withoutChecksum(kept)) != sum) {
      return;
    }
    ByteBuffer bytes = kept.slice(HEAD_BYTES + checksums, length);
    if (isOfThisFile(kept, bytes, position)) {
      force(record, kept, 0);
      force(file, bytes, position);
    }
  }

  private boolean isOfThisFile(ByteBuffer kept, ByteBuffer bytes, long position)
      throws IOException {
    ByteBuffer present = read(file, position, bytes.remaining());
    for (int sector = 0; sector < sectors(bytes.remaining()); sector++) {
      ByteBuffer now = sector(present, sector);
      if (!now.equals(sector(bytes, sector))
          && checksum(now) != kept.getInt(HEAD_BYTES + sector * Integer.BYTES)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    record.close();
  }

  private static int sectors(int length) {
    return (length + SECTOR_BYTES - 1) / SECTOR_BYTES;
  }

  private static ByteBuffer sector(ByteBuffer bytes, int sector) {
    int from = sector * SECTOR_BYTES;
    return bytes.slice(from, Math.min(SECTOR_BYTES, bytes.limit() - from));
  }

  /** Returns a record with 0 in place of its checksum. */
  private static ByteBuffer withoutChecksum(ByteBuffer kept) {
    ByteBuffer copy = ByteBuffer.allocate(kept.limit()).put(kept.slice(0, kept.limit()));
    return copy.putInt(HEAD_BYTES - Integer.BYTES, 0).flip();
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes.duplicate());
    return (int) sum.getValue();
  }

  /** Reads this number of bytes; bytes beyond the end of the file are 0. */
  private static ByteBuffer read(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) > 0) {}
    return bytes.rewind();
  }

  private static void force(FileChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    int from = bytes.position();
    while (bytes.hasRemaining()) {
      channel.write(bytes, position + bytes.position() - from);
    }
    channel.force(false);
  }
}
