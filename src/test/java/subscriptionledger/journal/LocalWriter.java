package subscriptionledger.journal;

import java.time.Instant;
import java.util.List;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.store.LocalDatabase;

/** Writes groups as the {@link Journal} does, without a server. */
final class LocalWriter implements GroupWriter {
  private final LocalDatabase database;

  LocalWriter(LocalDatabase database) {
    this.database = database;
  }

  @Override
  public List<Receipt> write(List<Delivery> group) {
    return database
        .durability()
        .write(
            () ->
                database.inTransaction(
                    entityManager ->
                        new GroupRecorder(database.ledger(entityManager), Instant.now())
                            .record(group)));
  }

  @Override
  public boolean isReachable() {
    return database.durability().isReachable();
  }
}
