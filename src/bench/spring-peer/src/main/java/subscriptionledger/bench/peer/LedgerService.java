package subscriptionledger.bench.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import subscriptionledger.bench.peer.CallbackController.Received;

/** Records a callback: the delivery, an entry for each subscriber, and the states. */
@Service
public class LedgerService {
  private final DeliveryRepository deliveries;
  private final EntryRepository entries;
  private final SubscriptionRepository subscriptions;
  private final AccountRepository accounts;

  public LedgerService(
      DeliveryRepository deliveries,
      EntryRepository entries,
      SubscriptionRepository subscriptions,
      AccountRepository accounts) {
    this.deliveries = deliveries;
    this.entries = entries;
    this.subscriptions = subscriptions;
    this.accounts = accounts;
  }

  /** Records all events of a callback, or fails when one is recorded already. */
  @Transactional
  public void record(Received received) {
    record(received, subscribers(received));
  }

  @Transactional
  public void recordWhatIsNew(Received received) {
    List<String> subscribers = subscribers(received);
    Set<String> recorded =
        entries
            .findEventKeys(
                received.callback().eventTime(),
                subscribers.stream().map(who -> eventKey(received, who)).toList())
            .stream()
            .map(HexFormat.of()::formatHex)
            .collect(Collectors.toSet());
    record(
        received,
        subscribers.stream()
            .filter(who -> !recorded.contains(HexFormat.of().formatHex(eventKey(received, who))))
            .toList());
  }

  /** In one order, so that two transactions do not wait for each other's subscriptions. */
  private static List<String> subscribers(Received received) {
    return received.callback().subscribers().stream()
        .map(Callback.Subscriber::account)
        .distinct()
        .sorted()
        .toList();
  }

  private void record(Received received, List<String> subscribers) {
    Delivery delivery =
        deliveries.save(new Delivery(received, subscribers.isEmpty() ? "DUPLICATE" : "RECORDED"));
    int change = 0;
    for (String subscriber : subscribers) {
      Entry entry =
          entries.save(
              new Entry(received, subscriber, eventKey(received, subscriber), delivery.id()));
      change += join(received, subscriber, entry.sequence());
    }
    if (!subscribers.isEmpty()) {
      updateAccount(received, change);
    }
  }

  private int join(Received received, String subscriber, long sequence) {
    Subscription.Key key =
        new Subscription.Key(received.app(), received.callback().account(), subscriber);
    Subscription subscription =
        subscriptions.findAndLock(key).orElseGet(() -> subscriptions.save(new Subscription(key)));
    return subscription.join(received.kind(), received.callback().eventTime(), sequence);
  }

  /** It comes last, because all callbacks about the account wait for whoever has done it. */
  private void updateAccount(Received received, int change) {
    Callback callback = received.callback();
    if (accounts.add(received.app(), callback.account(), change, callback.eventTime()) == 0) {
      accounts.save(new Account(received.app(), callback.account(), change, callback.eventTime()));
    }
  }

  private static byte[] eventKey(Received received, String subscriber) {
    Callback callback = received.callback();
    String event =
        String.join(
            "\n",
            Long.toString(received.app()),
            received.kind(),
            callback.account(),
            subscriber,
            Long.toString(callback.eventTime()));
    try {
      return MessageDigest.getInstance("SHA-256").digest(event.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
