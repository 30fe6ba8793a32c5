package subscriptionledger.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import subscriptionledger.server.LedgerServer;
import subscriptionledger.server.OnH2;

/** The page at the context root: what this server is, whether it is ready, and where to look. */
@OnH2
class StartPageIT extends LedgerServer {
  /** A new connection's send buffer: ten packets of 2,304 bytes, twice (Linux, Ethernet). */
  private static final int TAKEN_AT_ONCE_BYTES = 46_080;

  @ParameterizedTest
  @ValueSource(strings = {"", "index.html"})
  void isServedToEverybody(String path) throws Exception {
    HttpResponse<String> page = client().get(path, null);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .contains(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'");
    assertThat(page.body()).contains("<h1>Subscription Ledger</h1>", "id=\"readiness\"");
  }

  /** Browsers take a style or a script only under its own type ({@code nosniff}). */
  @ParameterizedTest
  @CsvSource({
    "index.css, text/css",
    "index.js, (text|application)/javascript",
    "index.svg, image/svg\\+xml",
    "schemas/event.v1.json, application/json",
    "schemas/subscriber.added.v1.json, application/json"
  })
  void hasItsFilesUnderTheirTypes(String path, String type) throws Exception {
    HttpResponse<String> file = client().get(path, null);

    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Type").orElse("")).matches(type + "(;.*)?");
  }

  @Test
  void leadsToWhatIsThere() throws Exception {
    Set<String> links = links(client().get("", null).body());

    assertThat(links)
        .containsExactlyInAnyOrder(
            "index.css",
            "index.js",
            "index.svg",
            "api/v1/apps",
            "openapi.json",
            "health/ready",
            "health/live",
            "metrics");
    for (String link : links) {
      assertThat(client().get(link, "viewer").statusCode()).as(link).isEqualTo(200);
    }
  }

  /** The Content-Security-Policy forbids them. */
  @Test
  void hasNoScriptAndNoStyleWithinThePage() throws Exception {
    String page = client().get("", null).body();

    assertThat(page.replaceAll("<script src=\"[a-z.]+\" defer></script>", ""))
        .doesNotContain("<script", "<style")
        .doesNotContainPattern("\\s(style|on[a-z]+)\\s*=")
        .doesNotContain("javascript:", "http:", "https:", "=\"/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "index.html", "index.css", "index.js", "index.svg", "openapi.json"})
  void isSentWholeHoweverOftenARangeOfItIsAskedFor(String path) throws Exception {
    HttpResponse<String> whole = client().get(path, null);
    HttpResponse<String> ranges =
        client().get(path, null, "Range", "bytes=0-" + ",0-".repeat(1_000));

    assertThat(ranges.statusCode()).isEqualTo(200);
    assertThat(ranges.body()).isEqualTo(whole.body());
    if (!path.equals("openapi.json")) {
      assertThat(whole.body()).hasSizeLessThan(TAKEN_AT_ONCE_BYTES);
    }
  }

  private static Set<String> links(String page) {
    Set<String> links = new TreeSet<>();
    Matcher link = Pattern.compile("(?:href|src)=\"([^\"]*)\"").matcher(page);
    while (link.find()) {
      links.add(link.group(1));
    }
    return links;
  }
}
