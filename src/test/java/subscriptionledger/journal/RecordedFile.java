package subscriptionledger.journal;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A file of H2 whose writes and forces are recorded. */
abstract class RecordedFile {
  @TempDir Path folder;

  Path file;

  @BeforeEach
  void register() {
    PowerCutFiles.register();
    file = folder.resolve(".ledger/ledger");
  }

  @AfterEach
  void forget() {
    PowerCutFiles.forget(file);
  }
}
