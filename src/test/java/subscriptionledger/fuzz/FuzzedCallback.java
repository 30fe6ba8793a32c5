package subscriptionledger.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** A callback to try the ledger with. */
@SuppressWarnings("ArrayRecordComponent") // Callbacks are sent, and never compared.
public record FuzzedCallback(FuzzedQuery query, byte[] body) {

  /** Callbacks of an app that are authentic as soon as their signature is. */
  public static Arbitrary<FuzzedCallback> authentic(long app) {
    return with(FuzzedQuery.authentic(app));
  }

  /** Callbacks whose query may be broken as well. */
  public static Arbitrary<FuzzedCallback> any(long app) {
    return with(FuzzedQuery.any(app));
  }

  private static Arbitrary<FuzzedCallback> with(Arbitrary<FuzzedQuery> queries) {
    return Combinators.combine(commands(), queries, FuzzedBody.any())
        .as(
            (command, query, body) ->
                new FuzzedCallback(query.about(command), body.apply(command)));
  }

  private static Arbitrary<String> commands() {
    return Arbitraries.frequencyOf(
        Tuple.of(
            8,
            Arbitraries.of(
                "OfficialAccount.CallbackAfterDeleteSubscriber",
                "OfficialAccount.CallbackAfterAddSubscriber",
                "OfficialAccount.CallbackAfterCreateOfficialAccount",
                "OfficialAccount.CallbackAfterOfficialAccountInfoChanged",
                "OfficialAccount.CallbackAfterOfficialAccountDestroyed",
                "OfficialAccount.CallbackAfterOfficialAccountFull")),
        Tuple.of(
            1,
            Arbitraries.of(
                "OfficialAccount.CallbackBeforeAddSubscriber", "Alert.RequestOverLimit", "Other")));
  }

  /** As a failed test shows it: Latin-1, so that no byte is lost. */
  @Override
  public String toString() {
    return "FuzzedCallback[%s, %s]".formatted(query, new String(body, ISO_8859_1));
  }
}
