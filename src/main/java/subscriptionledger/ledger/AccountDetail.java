package subscriptionledger.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What an account's notice says about the account itself. A component is null when the notice is
 * silent about it: a change lists only what has changed (provider document 60797).
 */
public record AccountDetail(
    @Nullable String name,
    @Nullable String owner,
    @Nullable String introduction,
    @Nullable String faceUrl,
    @Nullable String organization) {

  /** A notice that says nothing about the account but its name. */
  public static final AccountDetail SILENT = new AccountDetail(null, null, null, null, null);
}
