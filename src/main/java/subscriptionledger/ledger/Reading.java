package subscriptionledger.ledger;

/** What we made of an authentic callback. */
public sealed interface Reading {

  /** All of it is clear. */
  record Understood(Notice notice) implements Reading {}

  /**
   * Some elements of its list are clear and make the notice; the others are not.
   *
   * @param objection one sentence, fit for the provider's eyes, that names what is not clear
   */
  record PartlyUnderstood(Notice notice, String objection) implements Reading {}

  /**
   * Nothing of it can be recorded as an entry.
   *
   * @param objection one sentence, fit for the provider's eyes, that says why
   */
  record NotUnderstood(String objection) implements Reading {}
}
