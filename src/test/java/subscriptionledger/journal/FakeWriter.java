package subscriptionledger.journal;

import java.util.ArrayList;
import java.util.List;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Outcome;
import subscriptionledger.store.TransactionFailedException;

/** A writer that keeps the names of what it writes, and fails as the test says. */
final class FakeWriter implements GroupWriter {
  static final Receipt RECORDED = new Receipt.Kept(Outcome.RECORDED, List.of());

  final List<List<String>> written = new ArrayList<>();
  String poison = "";
  boolean reachable = true;
  Runnable whileWriting = () -> {};
  boolean locked;
  int attempts;

  @Override
  public List<Receipt> write(List<Delivery> group) {
    attempts++;
    whileWriting.run();
    List<String> names =
        group.stream().map(delivery -> delivery.interpretation().command()).toList();
    if (locked) {
      throw new TransactionFailedException("locked", true);
    }
    if (!reachable || names.contains(poison)) {
      throw new IllegalStateException("refused");
    }
    written.add(names);
    return group.stream().map(delivery -> RECORDED).toList();
  }

  @Override
  public boolean isReachable() {
    return reachable;
  }
}
