package subscriptionledger.query;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lines of CSV (RFC 4180): every field in quotes, lines ended by CRLF. A field that a spreadsheet
 * would take for a formula has an apostrophe in front (OWASP, CSV injection); ids of accounts begin
 * with {@code @}, so most of them have. A field that begins with an apostrophe has another one: so
 * whoever takes one apostrophe away from the front has the field as it was.
 */
final class Csv {
  private static final String ESCAPED = "=+-@＝＋－＠\t\r\n'";

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private Csv() {}

  /**
   * The first line of a file.
   *
   * @param bom whether a byte order mark stands before it: by that, Excel knows UTF-8
   */
  static String header(boolean bom, String... names) {
    return (bom ? BYTE_ORDER_MARK : "") + line((Object[]) names);
  }

  static String line(@Nullable Object... fields) {
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
