package subscriptionledger.server.installation;

import subscriptionledger.server.client.LedgerClient;

/** A secret of all that a shell, a command line or a file of properties does not take as it is. */
final class PrintableSecret {
  static final String VALUE =
      "a\\b \\\\ \" ' `date` $HOME $(id) $$x %s #;|&&<>!~^@/?*+-_.,:()[]{}= end\\";

  /** The same for where no blank may be. */
  static final String WITHOUT_BLANKS = VALUE.replace(" ", "");

  private PrintableSecret() {}

  /** The header of a request of a user with this password. */
  static String[] loginOf(String user, String password) {
    return new String[] {"Authorization", LedgerClient.authorization(user, password)};
  }
}
