package subscriptionledger.ledger;

/**
 * The rule for ids of accounts and users, both in callbacks and in API requests: 1 to 255 code
 * points, without control characters other than tab, and without unpaired surrogates, which no
 * database can store.
 */
public final class Ids {
  private static final int MAX_LENGTH = 255;

  private Ids() {}

  public static boolean isId(String text) {
    return !text.isEmpty()
        && text.codePointCount(0, text.length()) <= MAX_LENGTH
        && hasProperCharacters(text);
  }

  /** Returns true if every database can store the text and every log can show it. */
  public static boolean hasProperCharacters(String text) {
    return text.codePoints().noneMatch(Ids::isImproper);
  }

  private static boolean isImproper(int codePoint) {
    return (codePoint != '\t' && Character.isISOControl(codePoint))
        || Character.getType(codePoint) == Character.SURROGATE;
  }
}
