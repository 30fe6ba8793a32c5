package subscriptionledger.states;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Function;
import subscriptionledger.feed.Cursors;
import subscriptionledger.feed.Feed;
import subscriptionledger.ledger.PointInTime;
import subscriptionledger.ledger.SubscriptionId;
import subscriptionledger.store.CursorRow;

/** Answers questions about states, once the states have caught up with the ledger. */
@ApplicationScoped
public class States {
  @Inject private Cursors cursors;
  @Inject private StateReader reader;

  /**
   * Answers a question as of the head that the asker saw; the answer may include later entries.
   *
   * @throws subscriptionledger.feed.BehindException if the states do not reach the head in time
   */
  public <T> T asOf(long head, long app, Function<StateReader, T> question) {
    return cursors.upTo(head, CursorRow.STATES, app, () -> question.apply(reader));
  }

  /**
   * Returns the state of one subscription as of the head that the asker saw. It does not wait for
   * the newest entries to be applied, of which there are always some under load.
   *
   * @throws subscriptionledger.feed.BehindException if the states do not come near the head in time
   */
  public SubscriptionPayload subscription(SubscriptionId id, PointInTime pointInTime, long head) {
    return cursors.near(
        head,
        Feed.SHORT,
        CursorRow.STATES,
        id.app(),
        applied -> reader.subscription(id, pointInTime, applied, head));
  }
}
