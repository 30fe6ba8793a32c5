package subscriptionledger.http;

import jakarta.ws.rs.core.SecurityContext;

/** The users who may change something. */
public final class Operators {
  private static final String ROLE = "ledger-operator";

  private Operators() {}

  /**
   * Returns the name of the user.
   *
   * @throws ProblemException if the user does not have the role of an operator
   */
  public static String name(SecurityContext security) {
    if (!is(security)) {
      throw new ProblemException(Problem.lacksRole(ROLE));
    }
    return security.getUserPrincipal().getName();
  }

  /** Returns true if the user has the role of an operator. */
  public static boolean is(SecurityContext security) {
    return security.isUserInRole(ROLE);
  }
}
