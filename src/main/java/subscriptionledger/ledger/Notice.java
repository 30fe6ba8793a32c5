package subscriptionledger.ledger;

import java.time.Instant;
import java.util.List;

/**
 * The checked meaning of one callback: one type per kind of news. Whoever holds a notice may rely
 * on it: the app is ours, the ids are well-formed, and the time is plausible.
 */
public sealed interface Notice {

  /**
   * The events that this notice tells of: one for each subscriber listed, or one for the account.
   */
  List<Event> events();

  /** What every notice says: whom it is about, who acted, and when. */
  record Subject(long app, String account, Origin origin, Instant occurredAt) {

    private Event event(Kind kind, AccountDetail detail) {
      return new Event(app, kind, account, null, origin, occurredAt, detail);
    }

    private List<Event> events(Kind kind, List<String> subscribers) {
      return subscribers.stream()
          .distinct()
          .map(
              subscriber ->
                  new Event(
                      app, kind, account, subscriber, origin, occurredAt, AccountDetail.SILENT))
          .toList();
    }
  }

  /** Each of these users has subscribed (provider document 60800). */
  record Subscribed(Subject subject, List<String> subscribers) implements Notice {
    @Override
    public List<Event> events() {
      return subject.events(Kind.SUBSCRIBED, subscribers);
    }
  }

  /** Each of these users has unsubscribed, or was removed (60802). */
  record Unsubscribed(Subject subject, List<String> subscribers) implements Notice {
    @Override
    public List<Event> events() {
      return subject.events(Kind.UNSUBSCRIBED, subscribers);
    }
  }

  /** The account exists (60796). */
  record AccountCreated(Subject subject, AccountDetail detail) implements Notice {
    @Override
    public List<Event> events() {
      return List.of(subject.event(Kind.ACCOUNT_CREATED, detail));
    }
  }

  /** What the detail names has changed (60797). */
  record AccountChanged(Subject subject, AccountDetail detail) implements Notice {
    @Override
    public List<Event> events() {
      return List.of(subject.event(Kind.ACCOUNT_CHANGED, detail));
    }
  }

  /** The account is gone, and every open subscription to it has ended (60798). */
  record AccountDestroyed(Subject subject, AccountDetail detail) implements Notice {
    @Override
    public List<Event> events() {
      return List.of(subject.event(Kind.ACCOUNT_DESTROYED, detail));
    }
  }

  /** The account takes no more subscribers (60801). */
  record AccountFull(Subject subject) implements Notice {
    @Override
    public List<Event> events() {
      return List.of(subject.event(Kind.ACCOUNT_FULL, AccountDetail.SILENT));
    }
  }
}
