package subscriptionledger.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The properties of an account in a notice. A component is null if the notice does not contain it:
 * a change lists only the changed properties (provider document 60797).
 */
public record AccountDetail(
    @Nullable String name,
    @Nullable String owner,
    @Nullable String introduction,
    @Nullable String faceUrl,
    @Nullable String organization) {

  /** The detail of a notice that contains no properties of the account. */
  public static final AccountDetail SILENT = new AccountDetail(null, null, null, null, null);
}
