package subscriptionledger.callback;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The provider's known command words, each with the number of the provider document that defines
 * it.
 */
enum Command {
  /** Provider document 60802. */
  AFTER_DELETE_SUBSCRIBER("OfficialAccount.CallbackAfterDeleteSubscriber", true),
  /** Provider document 60800. */
  AFTER_ADD_SUBSCRIBER("OfficialAccount.CallbackAfterAddSubscriber", true),
  /** Provider document 60796. */
  AFTER_CREATE("OfficialAccount.CallbackAfterCreateOfficialAccount", true),
  /** Provider document 60797. */
  AFTER_INFO_CHANGED("OfficialAccount.CallbackAfterOfficialAccountInfoChanged", true),
  /** Provider document 60798. */
  AFTER_DESTROYED("OfficialAccount.CallbackAfterOfficialAccountDestroyed", true),
  /** Provider document 60801. */
  AFTER_FULL("OfficialAccount.CallbackAfterOfficialAccountFull", true),
  /** Provider document 60795. The provider waits for permission, which it always gets. */
  BEFORE_CREATE("OfficialAccount.CallbackBeforeCreateOfficialAccount", false),
  /** Provider document 60799. The provider waits for permission, which it always gets. */
  BEFORE_ADD_SUBSCRIBER("OfficialAccount.CallbackBeforeAddSubscriber", false),
  /** Provider document 60803. The provider waits for permission, which it always gets. */
  BEFORE_SEND_MESSAGE("OfficialAccount.CallbackBeforeSendMsg", false),
  /** Provider document 60804. */
  AFTER_SEND_MESSAGE("OfficialAccount.CallbackAfterSendMsg", false),
  /** Provider document 60805. */
  AFTER_MESSAGE_WITHDRAWN("OfficialAccount.CallbackAfterMsgWithDraw", false),
  /**
   * An alert that calls of the REST API are near their limit. The provider sends it without being
   * configured to.
   */
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

  /** Returns true if the ledger records callbacks with this command. */
  boolean carriesNotice() {
    return carriesNotice;
  }
}
