package subscriptionledger.ledger;

import java.time.Instant;
import java.util.List;

/**
 * The checked meaning of one callback, with one type for each kind of event. Every notice is valid:
 * the app is configured, the ids are well-formed, and the time is plausible.
 */
public sealed interface Notice {

  /**
   * Returns the events of this notice: one for each subscriber in the list, or one for the account.
   */
  List<Event> events();

  /** The common content of all notices: the account, the origin and the time. */
  record NoticeHeader(long app, String account, Origin origin, Instant occurredAt) {

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

  /** A notice that each of these users has subscribed (provider document 60800). */
  record Subscribed(NoticeHeader header, List<String> subscribers) implements Notice {
    @Override
    public List<Event> events() {
      return header.events(Kind.SUBSCRIBED, subscribers);
    }
  }

  /** A notice that each of these users has unsubscribed or was removed (60802). */
  record Unsubscribed(NoticeHeader header, List<String> subscribers) implements Notice {
    @Override
    public List<Event> events() {
      return header.events(Kind.UNSUBSCRIBED, subscribers);
    }
  }

  /** A notice that the account was created (60796). */
  record AccountCreated(NoticeHeader header, AccountDetail detail) implements Notice {
    @Override
    public List<Event> events() {
      return List.of(header.event(Kind.ACCOUNT_CREATED, detail));
    }
  }

  /** A notice that the properties in the detail have changed (60797). */
  record AccountChanged(NoticeHeader header, AccountDetail detail) implements Notice {
    @Override
    public List<Event> events() {
      return List.of(header.event(Kind.ACCOUNT_CHANGED, detail));
    }
  }

  /** A notice that the account was destroyed, which ends every subscription to it (60798). */
  record AccountDestroyed(NoticeHeader header, AccountDetail detail) implements Notice {
    @Override
    public List<Event> events() {
      return List.of(header.event(Kind.ACCOUNT_DESTROYED, detail));
    }
  }

  /** A notice that the account cannot have more subscribers (60801). */
  record AccountFull(NoticeHeader header) implements Notice {
    @Override
    public List<Event> events() {
      return List.of(header.event(Kind.ACCOUNT_FULL, AccountDetail.SILENT));
    }
  }
}
