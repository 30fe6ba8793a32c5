package subscriptionledger.http;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Formats lines of CSV (RFC 4180) with quotes around every field and CRLF at the end of every line.
 * A field that a spreadsheet would interpret as a formula is preceded by an apostrophe (OWASP, CSV
 * injection). This affects most account ids, which begin with {@code @}. A field that begins with
 * an apostrophe is preceded by another one, so that readers can restore every field by removing one
 * leading apostrophe.
 */
public final class Csv {
  private static final String ESCAPED = "=+-@＝＋－＠\t\r\n'";

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Csv() {}

  /**
   * Formats the first line of a file.
   *
   * @param bom true to begin with a byte order mark, which Excel needs to recognize UTF-8
   */
  public static String header(boolean bom, String... names) {
    return (bom ? BYTE_ORDER_MARK : "") + line((Object[]) names);
  }

  public static String line(@Nullable Object... fields) {
    return Arrays.stream(fields).map(Csv::field).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String field(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    boolean escaped = !text.isEmpty() && ESCAPED.indexOf(text.charAt(0)) >= 0;
    return '"' + (escaped ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}
