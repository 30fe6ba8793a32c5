package subscriptionledger.journal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import subscriptionledger.retention.Purge;
import subscriptionledger.states.StateFollower;
import subscriptionledger.store.LocalDatabase;

/** P1 on H2: what has its receipt survives a power cut in the next moment. */
class H2DurabilityTest extends RecordedFile {
  private static final int CUTS = Integer.getInteger("power.cuts", 200);
  private static final long SEED = Long.getLong("power.seed", 20261126);

  private static final String SETTINGS =
      System.getProperty("power.settings", "RETENTION_TIME=20;WRITE_DELAY=5");

  /** Enough for the space of old versions to be reused many times. */
  private static final int GROUPS = Integer.getInteger("power.groups", 250);

  private static final int GROUP_MOST = 8;
  private static final int GROUPS_PER_PURGE = 40;

  @Test
  void p1ForcesTheFileToDiskBeforeAnyReceipt() throws Exception {
    try (OpenLedger ledger = new OpenLedger("ordered:" + PowerCutFiles.path(file))) {
      GroupCommit groupCommit =
          new GroupCommit(
              new LocalWriter(ledger.database()),
              Runnable::run,
              new GroupCommit.Limits(10, 10, 100, Duration.ofMinutes(1)));

      for (int i = 1; i <= 10; i++) {
        assertThat(groupCommit.append(Deliveries.unsubscribed("jared-" + i), "request-" + i))
            .isCompletedWithValueMatching(
                receipt -> LedgerFixture.told(receipt).equals("RECORDED 1"));
        assertThat(entries("ordered:", PowerCutFiles.recording(file).forced())).hasSize(i);
      }
    }
  }

  /** Shows that the test above would notice: a commit alone does not reach the disk. */
  @Test
  void wouldLoseACommitThatIsNotForced() throws Exception {
    try (OpenLedger ledger =
        new OpenLedger("ordered:" + PowerCutFiles.path(file) + ";WRITE_DELAY=600000")) {
      ledger
          .database()
          .inTransaction(
              entityManager ->
                  new GroupRecorder(ledger.database().ledger(entityManager), Instant.now())
                      .record(List.of(Deliveries.unsubscribed("jared"))));

      assertThat(entries("ordered:", PowerCutFiles.recording(file).forced())).isEmpty();
    }
  }

  /**
   * An H2 that overwrites what its last forced version still needs loses it, or opens an older one;
   * H2 2.5.252 did.
   */
  @Test
  void p1KeepsWhatIsAcknowledgedWhateverAPowerCutLeavesOfLaterWrites() throws Exception {
    record("ordered:", SETTINGS);

    assertThat(losses("ordered:", SETTINGS)).isEmpty();
  }

  /**
   * After a force has failed, Linux takes what was to be forced for clean: a later force succeeds
   * though the disk has never had it.
   */
  @Test
  void p1RestsNoReceiptOnALaterForceWhenOneHasFailed() throws Exception {
    DiskRecording recording = PowerCutFiles.recording(file);
    try (OpenLedger ledger = new OpenLedger("ordered:" + PowerCutFiles.path(file))) {
      LocalWriter writer = new LocalWriter(ledger.database());
      long recorded = 0;
      int refused = 0;
      while (recorded < 200) {
        if (recorded % 20 == 19 && refused <= recorded / 20) {
          recording.failNextForce();
        }
        try {
          writer.write(List.of(Deliveries.unsubscribed("jared-" + (recorded + 1))));
          recorded++;
          recording.acknowledge(recorded);
        } catch (RuntimeException e) {
          refused++;
          assertThat(refused).as("refused before it recovers").isLessThan(200);
        }
      }
      assertThat(refused).isPositive();
    }

    assertThat(losses("ordered:", "")).isEmpty();
  }

  /** Shows that the test above would notice: plain files of H2 lose what was acknowledged. */
  @Test
  @EnabledIfSystemProperty(named = "power.plain", matches = "true")
  void wouldLoseWhatPlainFilesForceInTheOrderOfTheDisk() throws Exception {
    record("", SETTINGS);

    assertThat(losses("", SETTINGS)).isNotEmpty();
  }

  @Test
  void keepsTheFileToItsOwner() throws Exception {
    try (OpenLedger ledger = new OpenLedger("ordered:" + file)) {
      assertThat(ledger.database().durability().isReachable()).isTrue();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
          .isEqualTo("rwx------");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(file.resolveSibling("ledger.mv.db"))))
          .isEqualTo("rw-------");
    }
  }

  private void record(String scheme, String settings) throws Exception {
    Random random = new Random(SEED);
    DiskRecording recording = PowerCutFiles.recording(file);
    try (OpenLedger ledger = new OpenLedger(scheme + PowerCutFiles.path(file) + ";" + settings)) {
      LocalWriter writer = new LocalWriter(ledger.database());
      long recorded = 0;
      for (int i = 1; i <= GROUPS; i++) {
        long first = recorded + 1;
        recorded += 1 + random.nextInt(GROUP_MOST);
        writer.write(
            LongStream.rangeClosed(first, recorded)
                .mapToObj(n -> Deliveries.unsubscribed("jared-" + n))
                .toList());
        recording.acknowledge(recorded);
        if (i % GROUPS_PER_PURGE == 0) {
          LocalDatabase database = ledger.database();
          database.durability().write(() -> database.inTransaction(H2DurabilityTest::purge));
          database.follow(new StateFollower(), Deliveries.APP);
        }
      }
    }
  }

  private static long purge(EntityManager entityManager) {
    return new Purge(entityManager).purge(Deliveries.APP, 0, Instant.now(), 1_000_000);
  }

  private List<String> losses(String scheme, String settings) throws Exception {
    List<String> losses = new ArrayList<>();
    PowerCutFiles.recording(file)
        .cut(
            CUTS,
            new Random(SEED),
            image -> {
              try {
                long kept =
                    entries(scheme, image).stream().filter(n -> n <= image.acknowledged()).count();
                if (kept < image.acknowledged()) {
                  losses.add("%d of %d".formatted(kept, image.acknowledged()));
                }
              } catch (SQLException e) {
                losses.add("none of %d: %s".formatted(image.acknowledged(), e.getMessage()));
              }
            });
    System.out.printf(
        "%d power cuts, %s%s: %d lost something%n", CUTS, scheme, settings, losses.size());
    return losses;
  }

  /** The numbers of the entries in a file, all of which is read. */
  private List<Long> entries(String scheme, DiskRecording.Image image)
      throws IOException, SQLException {
    Path copy = folder.resolve("after-power-cut");
    for (Map.Entry<String, byte[]> file : image.files().entrySet()) {
      Files.write(Path.of(copy + file.getKey()), file.getValue());
    }
    List<Long> numbers = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:" + scheme + copy, "ledger", "local-file-only");
        Statement statement = connection.createStatement()) {
      for (String table : List.of("delivery", "subscription_state", "account_state")) {
        try (ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
          while (rows.next()) {
            rows.getObject(1);
          }
        }
      }
      try (ResultSet rows = statement.executeQuery("SELECT sequence, event_key FROM entry")) {
        while (rows.next()) {
          numbers.add(rows.getLong(1));
        }
      }
      statement.execute("SHUTDOWN IMMEDIATELY");
    }
    return numbers;
  }
}
