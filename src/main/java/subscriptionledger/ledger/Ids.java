package subscriptionledger.ledger;

/**
 * The rule for ids of accounts and users, in callbacks and in questions alike: 1 to 255 characters,
 * as people count them, without control characters other than tab, and without half of a surrogate
 * pair, which no database can keep.
 */
public final class Ids {
  private static final int MAX_LENGTH = 255;

  private Ids() {}

  public static boolean isId(String text) {
    return !text.isEmpty()
        && text.codePointCount(0, text.length()) <= MAX_LENGTH
        && hasProperCharacters(text);
  }

  /** Whether any database can keep the text, and any log can show it. */
  public static boolean hasProperCharacters(String text) {
    return text.codePoints().noneMatch(Ids::isImproper);
  }

  private static boolean isImproper(int codePoint) {
    return (codePoint != '\t' && Character.isISOControl(codePoint))
        || Character.getType(codePoint) == Character.SURROGATE;
  }
}
