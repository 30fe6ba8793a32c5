package subscriptionledger.fuzz;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Header lines that no callback needs. Those that frame a message or a connection (Content-Length,
 * Transfer-Encoding, Connection, Expect, Host) are between the server and the client; and a Cookie
 * that is broken WildFly answers with 500 before the application is asked.
 */
public final class FuzzedHeaders {
  private FuzzedHeaders() {}

  /** Up to four lines, each with its end; one character for each byte. */
  public static Arbitrary<String> any() {
    Arbitrary<String> names =
        Arbitraries.of(
            "Content-Type",
            "Content-Encoding",
            "Content-Language",
            "Content-Range",
            "Accept",
            "Accept-Charset",
            "Accept-Encoding",
            "Accept-Language",
            "User-Agent",
            "Referer",
            "Origin",
            "Range",
            "If-Match",
            "If-None-Match",
            "If-Modified-Since",
            "X-Forwarded-For",
            "X-HTTP-Method-Override",
            "X-Something");
    Arbitrary<String> values =
        Arbitraries.oneOf(
            Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(30),
            Arbitraries.strings().withCharRange('\u00a0', '\u00ff').ofMaxLength(10),
            Arbitraries.of(
                "",
                ";;=;;q=x",
                "application/json; charset=nonsense",
                "multipart/form-data",
                "application/x-www-form-urlencoded",
                "gzip",
                "*/*;q=9",
                "bytes=-",
                "GET",
                "Thu, 99 Foo 9999",
                "x".repeat(4_000)));
    return Combinators.combine(names, values)
        .as((name, value) -> name + ": " + value + "\r\n")
        .list()
        .ofMaxSize(4)
        .map(lines -> String.join("", lines));
  }
}
