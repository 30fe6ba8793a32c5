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
import java.util.function.BiConsumer;

/**
 * What was written to a file, when it was forced, and what was acknowledged meanwhile; and the
 * images of the file that a power cut may leave. In an image is all that was forced. Of the later
 * writes and truncations, each one is there, absent, or torn into sectors, in any order.
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
final class DiskRecording {
  private static final int SECTOR_BYTES = 512;

  private final List<Event> events = new ArrayList<>();
  private final AtomicBoolean forceFails = new AtomicBoolean();
  private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);

  private sealed interface Event {
    record Write(String file, long position, byte[] bytes) implements Event {}

    record Truncation(String file, long size) implements Event {}

    record Force(String file) implements Event {}

    record FailedForce(String file) implements Event {}

    record Acknowledgement(long entries) implements Event {}
  }

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
      add(new Event.Write(name, position, Arrays.copyOf(bytes, written)));
      return written;
    }

    void truncate(long size) {
      add(new Event.Truncation(name, size));
    }

    /**
     * @throws IOException when it was to fail: then the disk will never have what was written since
     *     the last one, though readers see it
     */
    void force() throws IOException {
      if (forceFails.compareAndSet(true, false)) {
        add(new Event.FailedForce(name));
        throw new IOException("Input/output error");
      }
      add(new Event.Force(name));
    }
  }

  /** Lets the next force fail, of whichever file. */
  void failNextForce() {
    forceFails.set(true);
  }

  /** Leaves room for so many bytes, whichever file they are written to. */
  void leaveRoom(long bytes) {
    room.set(bytes);
  }

  File file(String path) {
    return new File(path.substring(path.indexOf('.', path.lastIndexOf('/') + 1)));
  }

  private synchronized void add(Event event) {
    events.add(event);
  }

  /** Notes that so many entries have been acknowledged by now. */
  void acknowledge(long entries) {
    add(new Event.Acknowledgement(entries));
  }

  /** What a power cut leaves now, if nothing is written that was not forced. */
  synchronized Image forced() {
    Replay replay = new Replay();
    events.forEach(replay::pass);
    return replay.image((file, pending) -> {});
  }

  /** Cuts the power at random moments at which something was not yet forced. */
  void cut(int cuts, Random random, ImageReader reader) throws Exception {
    List<Event> recorded;
    synchronized (this) {
      recorded = List.copyOf(events);
    }
    boolean[] cutAfter = moments(recorded, cuts, random);
    Replay replay = new Replay();
    for (int i = 0; i < cutAfter.length; i++) {
      replay.pass(recorded.get(i));
      if (cutAfter[i]) {
        reader.read(replay.image((file, pending) -> survive(file, pending, random)));
      }
    }
  }

  private static boolean[] moments(List<Event> events, int cuts, Random random) {
    List<Integer> candidates = new ArrayList<>();
    Set<String> pending = new HashSet<>();
    boolean acknowledged = false;
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      if (event instanceof Event.Acknowledgement) {
        acknowledged = true;
      } else if (event instanceof Event.Force force) {
        pending.remove(force.file());
      } else if (event instanceof Event.FailedForce force) {
        pending.remove(force.file());
      } else if (event instanceof Event.Write write) {
        pending.add(write.file());
      } else if (event instanceof Event.Truncation truncation) {
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

    void pass(Event event) {
      if (event instanceof Event.Force force) {
        disk(force.file()).force();
      } else if (event instanceof Event.FailedForce force) {
        disk(force.file()).pending.clear();
      } else if (event instanceof Event.Acknowledgement acknowledgement) {
        acknowledged = acknowledgement.entries();
      } else if (event instanceof Event.Write write) {
        disk(write.file()).pending.add(event);
      } else if (event instanceof Event.Truncation truncation) {
        disk(truncation.file()).pending.add(event);
      }
    }

    private Disk disk(String file) {
      return disks.computeIfAbsent(file, created -> new Disk());
    }

    Image image(BiConsumer<Disk, List<Event>> later) {
      Map<String, byte[]> files = new TreeMap<>();
      disks.forEach(
          (file, disk) -> {
            Disk copy = disk.copy();
            later.accept(copy, disk.pending);
            files.put(file, copy.bytes());
          });
      return new Image(files, acknowledged);
    }
  }

  private static void survive(Disk file, List<Event> pending, Random random) {
    List<Event> shuffled = new ArrayList<>(pending);
    Collections.shuffle(shuffled, random);
    double share = random.nextDouble();
    for (Event event : shuffled) {
      if (random.nextInt(3) == 0 && event instanceof Event.Write write) {
        file.tear(write, share, random);
      } else if (random.nextDouble() < share) {
        file.apply(event);
      }
    }
  }

  private static final class Disk {
    private final List<Event> pending = new ArrayList<>();
    private byte[] bytes = new byte[0];
    private int size;

    void force() {
      pending.forEach(this::apply);
      pending.clear();
    }

    Disk copy() {
      Disk copy = new Disk();
      copy.bytes = Arrays.copyOf(bytes, size);
      copy.size = size;
      return copy;
    }

    byte[] bytes() {
      return Arrays.copyOf(bytes, size);
    }

    void apply(Event event) {
      if (event instanceof Event.Write write) {
        put(write, 0, write.bytes().length);
      } else if (event instanceof Event.Truncation truncation && truncation.size() < size) {
        int newSize = Math.toIntExact(truncation.size());
        Arrays.fill(bytes, newSize, size, (byte) 0);
        size = newSize;
      }
    }

    void tear(Event.Write write, double share, Random random) {
      for (int from = 0; from < write.bytes().length; from += SECTOR_BYTES) {
        if (random.nextDouble() < share) {
          put(write, from, Math.min(SECTOR_BYTES, write.bytes().length - from));
        }
      }
    }

    private void put(Event.Write write, int from, int length) {
      int position = Math.toIntExact(write.position() + from);
      int end = position + length;
      if (end > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
      }
      System.arraycopy(write.bytes(), from, bytes, position, length);
      size = Math.max(size, end);
    }
  }
}
