package subscriptionledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A write is made as a whole or not at all (P1). */
class RedoRecordTest {
  private static final int SECTOR = 512;

  @TempDir private Path folder;

  private FileChannel file;
  private FileChannel record;
  private RedoRecord redo;

  @BeforeEach
  void open() throws IOException {
    file = channel("file");
    record = channel("record");
    redo = new RedoRecord(record, file);
    redo.write(ByteBuffer.wrap(bytes(8 * SECTOR, 1)), 0);
  }

  @AfterEach
  void close() throws IOException {
    redo.close();
    file.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void completesAWriteOfWhichAPowerCutLeftSomeSectors(int survivors) throws IOException {
    byte[] before = content();
    byte[] written = bytes(4 * SECTOR, 2);
    redo.write(ByteBuffer.wrap(written), 2 * SECTOR);
    byte[] after = content();
    for (int sector = 0; sector < 4; sector++) {
      if ((survivors & 1 << sector) == 0) {
        int from = (2 + sector) * SECTOR;
        file.write(ByteBuffer.wrap(before, from, SECTOR), from);
      }
    }

    redo.repeat();

    assertThat(content()).isEqualTo(after);
  }

  @Test
  void completesAWriteAtTheEndOfTheFile() throws IOException {
    redo.write(ByteBuffer.wrap(bytes(3 * SECTOR, 2)), 8 * SECTOR);
    byte[] after = content();
    file.truncate(9 * SECTOR);

    redo.repeat();

    assertThat(content()).isEqualTo(after);
  }

  @Test
  void doesNotBeginAWriteWhoseRecordIsIncomplete() throws IOException {
    byte[] before = content();
    redo.write(ByteBuffer.wrap(bytes(4 * SECTOR, 2)), 2 * SECTOR);
    file.write(ByteBuffer.wrap(before), 0);
    record.truncate(3 * SECTOR);

    redo.repeat();

    assertThat(content()).isEqualTo(before);
  }

  @Test
  void leavesAFileAloneThatWasPutThereFromElsewhere() throws IOException {
    redo.write(ByteBuffer.wrap(bytes(4 * SECTOR, 2)), 2 * SECTOR);
    byte[] restored = bytes(8 * SECTOR, 3);
    file.write(ByteBuffer.wrap(restored), 0);

    redo.repeat();

    assertThat(content()).isEqualTo(restored);
  }

  @Test
  void repeatsNothingThatIsDiscarded() throws IOException {
    byte[] before = content();
    redo.write(ByteBuffer.wrap(bytes(4 * SECTOR, 2)), 2 * SECTOR);
    redo.discard();
    file.write(ByteBuffer.wrap(before), 0);

    redo.repeat();

    assertThat(content()).isEqualTo(before);
  }

  @Test
  void readsAnyRecordAsOneOrNone() throws IOException {
    byte[] before = content();
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      record.truncate(0);
      record.write(ByteBuffer.wrap(noise), 0);
      if (random.nextBoolean() && noise.length > 8) {
        record.write(ByteBuffer.allocate(8).putLong(0x5345_4355_5245_4431L).flip(), 0);
      }

      redo.repeat();
    }

    assertThat(content()).isEqualTo(before);
  }

  private FileChannel channel(String name) throws IOException {
    return FileChannel.open(
        folder.resolve(name),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private byte[] content() throws IOException {
    ByteBuffer content = ByteBuffer.allocate((int) file.size());
    while (content.hasRemaining() && file.read(content, content.position()) > 0) {}
    return content.array();
  }

  private static byte[] bytes(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
