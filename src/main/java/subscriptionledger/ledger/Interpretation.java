package subscriptionledger.ledger;

/** The interpretation of an authentic callback. */
public sealed interface Interpretation {

  /** The whole callback is understood. */
  record Understood(Notice notice) implements Interpretation {}

  /**
   * Some elements of the list are understood and form the notice; the others are not.
   *
   * @param objection one sentence, suitable for the provider, that names the elements that are not
   *     understood
   */
  record PartlyUnderstood(Notice notice, String objection) implements Interpretation {}

  /**
   * Nothing of the callback can be recorded as an entry.
   *
   * @param objection one sentence, suitable for the provider, that gives the reason
   */
  record NotUnderstood(String objection) implements Interpretation {}
}
