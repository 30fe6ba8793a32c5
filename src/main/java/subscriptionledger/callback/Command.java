package subscriptionledger.callback;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The provider's command words that we know, with the number of the document that defines each. */
enum Command {
  /** 60802. */
  AFTER_DELETE_SUBSCRIBER("OfficialAccount.CallbackAfterDeleteSubscriber", true),
  /** 60800. */
  AFTER_ADD_SUBSCRIBER("OfficialAccount.CallbackAfterAddSubscriber", true),
  /** 60796. */
  AFTER_CREATE("OfficialAccount.CallbackAfterCreateOfficialAccount", true),
  /** 60797. */
  AFTER_INFO_CHANGED("OfficialAccount.CallbackAfterOfficialAccountInfoChanged", true),
  /** 60798. */
  AFTER_DESTROYED("OfficialAccount.CallbackAfterOfficialAccountDestroyed", true),
  /** 60801. */
  AFTER_FULL("OfficialAccount.CallbackAfterOfficialAccountFull", true),
  /** 60795: the provider waits for our leave, which it always gets. */
  BEFORE_CREATE("OfficialAccount.CallbackBeforeCreateOfficialAccount", false),
  /** 60799: the same. */
  BEFORE_ADD_SUBSCRIBER("OfficialAccount.CallbackBeforeAddSubscriber", false),
  /** 60803: the same. */
  BEFORE_SEND_MESSAGE("OfficialAccount.CallbackBeforeSendMsg", false),
  /** 60804. */
  AFTER_SEND_MESSAGE("OfficialAccount.CallbackAfterSendMsg", false),
  /** 60805. */
  AFTER_MESSAGE_WITHDRAWN("OfficialAccount.CallbackAfterMsgWithDraw", false),
  /** Sent unasked, when calls of the REST API near their limit. */
  REQUEST_OVER_LIMIT("Alert.RequestOverLimit", false);

  private static final Map<String, Command> BY_WORD =
      Arrays.stream(values()).collect(Collectors.toMap(Command::word, Function.identity()));

  private final String word;
  private final boolean carriesNotice;

  Command(String word, boolean carriesNotice) {
    this.word = word;
    this.carriesNotice = carriesNotice;
  }

  static Optional<Command> of(String word) {
    return Optional.ofNullable(BY_WORD.get(word));
  }

  String word() {
    return word;
  }

  /** Whether the ledger records what it says. */
  boolean carriesNotice() {
    return carriesNotice;
  }
}
