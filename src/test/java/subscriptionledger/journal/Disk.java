package subscriptionledger.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A file on a simulated disk: what was forced, and the later writes and truncations. */
final class Disk {
  private static final int SECTOR_BYTES = 512;

  private final List<DiskEvent> pending = new ArrayList<>();
  private byte[] bytes = new byte[0];
  private int size;

  /** Notes a write or a truncation, which is not forced yet. */
  void change(DiskEvent event) {
    pending.add(event);
  }

  void force() {
    pending.forEach(this::apply);
    pending.clear();
  }

  /** Forgets what was not forced: the disk will never have it. */
  void failForce() {
    pending.clear();
  }

  /** Returns what a power cut leaves if nothing is written that was not forced. */
  byte[] forced() {
    return copy().bytes();
  }

  /**
   * Returns what a power cut leaves: of the changes that were not forced, each one is there,
   * absent, or torn into sectors, in any order.
   */
  byte[] afterPowerCut(Random random) {
    Disk copy = copy();
    copy.survive(pending, random);
    return copy.bytes();
  }

  private Disk copy() {
    Disk copy = new Disk();
    copy.bytes = Arrays.copyOf(bytes, size);
    copy.size = size;
    return copy;
  }

  private byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void survive(List<DiskEvent> changes, Random random) {
    List<DiskEvent> shuffled = new ArrayList<>(changes);
    Collections.shuffle(shuffled, random);
    double share = random.nextDouble();
    for (DiskEvent event : shuffled) {
      if (random.nextInt(3) == 0 && event instanceof DiskEvent.Write write) {
        tear(write, share, random);
      } else if (random.nextDouble() < share) {
        apply(event);
      }
    }
  }

  private void apply(DiskEvent event) {
    if (event instanceof DiskEvent.Write write) {
      put(write, 0, write.bytes().length);
    } else if (event instanceof DiskEvent.Truncation truncation && truncation.size() < size) {
      int newSize = Math.toIntExact(truncation.size());
      Arrays.fill(bytes, newSize, size, (byte) 0);
      size = newSize;
    }
  }

  private void tear(DiskEvent.Write write, double share, Random random) {
    for (int from = 0; from < write.bytes().length; from += SECTOR_BYTES) {
      if (random.nextDouble() < share) {
        put(write, from, Math.min(SECTOR_BYTES, write.bytes().length - from));
      }
    }
  }

  private void put(DiskEvent.Write write, int from, int length) {
    int position = Math.toIntExact(write.position() + from);
    int end = position + length;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
    }
    System.arraycopy(write.bytes(), from, bytes, position, length);
    size = Math.max(size, end);
  }
}
