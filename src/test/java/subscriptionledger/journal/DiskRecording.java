package subscriptionledger.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * What was written to a file, when it was forced, and what was acknowledged meanwhile; and the
 * images of the file that a power cut may leave. In an image is all that was forced. Of the later
 * writes and truncations, each one is there, absent, or torn into sectors, in any order.
 */
final class DiskRecording {
  private final List<DiskEvent> events = new ArrayList<>();
  private final AtomicBoolean forceFails = new AtomicBoolean();
  private final AtomicBoolean readFails = new AtomicBoolean();
  private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);

  /**
   * @param files what a power cut left of each file, by the end of its name
   * @param acknowledged how many entries were acknowledged before
   */
  record Image(Map<String, byte[]> files, long acknowledged) {}

  interface ImageReader {
    void read(Image image) throws Exception;
  }

  /** One of the files, which are recorded together. */
  final class File {
    private final String name;

    private File(String name) {
      this.name = name;
    }

    /** Returns how many of the bytes there is room for. */
    int write(long position, byte[] bytes) {
      long before = room.getAndUpdate(left -> Math.max(0, left - bytes.length));
      int written = (int) Math.min(before, bytes.length);
      add(new DiskEvent.Write(name, position, Arrays.copyOf(bytes, written)));
      return written;
    }

    /**
     * @throws IOException when it was to fail
     */
    void read() throws IOException {
      if (readFails.compareAndSet(true, false)) {
        throw new IOException("Input/output error");
      }
    }

    void truncate(long size) {
      add(new DiskEvent.Truncation(name, size));
    }

    /**
     * @throws IOException when it was to fail: then the disk will never have what was written since
     *     the last one, though readers see it
     */
    void force() throws IOException {
      if (forceFails.compareAndSet(true, false)) {
        add(new DiskEvent.FailedForce(name));
        throw new IOException("Input/output error");
      }
      add(new DiskEvent.Force(name));
    }
  }

  /** Lets the next force fail, of whichever file. */
  void failNextForce() {
    forceFails.set(true);
  }

  /** Lets the next read fail, of whichever file. */
  void failNextRead() {
    readFails.set(true);
  }

  /** Returns true while no read has failed since then. */
  boolean isReadToFail() {
    return readFails.get();
  }

  /** Leaves room for so many bytes, whichever file they are written to. */
  void leaveRoom(long bytes) {
    room.set(bytes);
  }

  File file(String path) {
    return new File(path.substring(path.indexOf('.', path.lastIndexOf('/') + 1)));
  }

  private synchronized void add(DiskEvent event) {
    events.add(event);
  }

  /** Notes that so many entries have been acknowledged by now. */
  void acknowledge(long entries) {
    add(new DiskEvent.Acknowledgement(entries));
  }

  /** What a power cut leaves now, if nothing is written that was not forced. */
  synchronized Image forced() {
    Replay replay = new Replay();
    events.forEach(replay::pass);
    return replay.image(Disk::forced);
  }

  /** Cuts the power at random moments at which something was not yet forced. */
  void cut(int cuts, Random random, ImageReader reader) throws Exception {
    List<DiskEvent> recorded;
    synchronized (this) {
      recorded = List.copyOf(events);
    }
    boolean[] cutAfter = moments(recorded, cuts, random);
    Replay replay = new Replay();
    for (int i = 0; i < cutAfter.length; i++) {
      replay.pass(recorded.get(i));
      if (cutAfter[i]) {
        reader.read(replay.image(disk -> disk.afterPowerCut(random)));
      }
    }
  }

  private static boolean[] moments(List<DiskEvent> events, int cuts, Random random) {
    List<Integer> candidates = new ArrayList<>();
    Set<String> pending = new HashSet<>();
    boolean acknowledged = false;
    for (int i = 0; i < events.size(); i++) {
      DiskEvent event = events.get(i);
      if (event instanceof DiskEvent.Acknowledgement) {
        acknowledged = true;
      } else if (event instanceof DiskEvent.Force force) {
        pending.remove(force.file());
      } else if (event instanceof DiskEvent.FailedForce force) {
        pending.remove(force.file());
      } else if (event instanceof DiskEvent.Write write) {
        pending.add(write.file());
      } else if (event instanceof DiskEvent.Truncation truncation) {
        pending.add(truncation.file());
      }
      if (acknowledged && !pending.isEmpty()) {
        candidates.add(i);
      }
    }
    Collections.shuffle(candidates, random);
    boolean[] chosen = new boolean[events.size()];
    candidates.stream().limit(cuts).forEach(i -> chosen[i] = true);
    return chosen;
  }

  private static final class Replay {
    private final Map<String, Disk> disks = new TreeMap<>();
    private long acknowledged;

    void pass(DiskEvent event) {
      if (event instanceof DiskEvent.Force force) {
        disk(force.file()).force();
      } else if (event instanceof DiskEvent.FailedForce force) {
        disk(force.file()).failForce();
      } else if (event instanceof DiskEvent.Acknowledgement acknowledgement) {
        acknowledged = acknowledgement.entries();
      } else if (event instanceof DiskEvent.Write write) {
        disk(write.file()).change(event);
      } else if (event instanceof DiskEvent.Truncation truncation) {
        disk(truncation.file()).change(event);
      }
    }

    private Disk disk(String file) {
      return disks.computeIfAbsent(file, created -> new Disk());
    }

    /** An image made of what is left of each file. */
    Image image(Function<Disk, byte[]> left) {
      Map<String, byte[]> files = new TreeMap<>();
      disks.forEach((file, disk) -> files.put(file, left.apply(disk)));
      return new Image(files, acknowledged);
    }
  }
}
