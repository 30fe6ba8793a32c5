package subscriptionledger.bench;

import java.util.List;
import java.util.Locale;

/** Callbacks per second at 128 connections, as bars from the median with minimum and maximum. */
final class Chart {
  private static final int LEFT = 330;
  private static final int WIDTH = 400;
  private static final int ROW = 28;

  private final Results results;

  Chart(Results results) {
    this.results = results;
  }

  private record Bar(String title, Statistics perSecond) {}

  String text() {
    List<Bar> bars =
        results.series().stream()
            .filter(series -> series.connections() == 128 && series.subscribers() == 2)
            .flatMap(
                series ->
                    results.statistics(series, Sample::perSecond).stream()
                        .map(statistics -> new Bar(Report.title(series.variant()), statistics)))
            .toList();
    double most = bars.stream().mapToDouble(bar -> bar.perSecond().max()).max().orElse(1);
    StringBuilder svg = new StringBuilder();
    int height = bars.size() * ROW + 40;
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
        <title>Callbacks of two subscribers per second at 128 connections</title>
        <rect width="100%%" height="100%%" fill="#fff"/>
        <text x="12" y="22" font-weight="bold">Callbacks per second, 128 connections (median, minimum and maximum)</text>
        """
            .formatted(LEFT + WIDTH + 90, height));
    for (int i = 0; i < bars.size(); i++) {
      svg.append(row(bars.get(i), 36 + i * ROW, WIDTH / most));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String row(Bar bar, int y, double scale) {
    return String.format(
        Locale.ROOT,
        """
        <text x="%d" y="%d" text-anchor="end">%s</text>
        <rect x="%d" y="%d" width="%.1f" height="16" fill="%s"/>
        <path d="M%.1f %dH%.1f" stroke="#222" stroke-width="2"/>
        <text x="%.1f" y="%d">%,.0f</text>
        """,
        LEFT - 10,
        y + 13,
        bar.title(),
        LEFT,
        y,
        bar.perSecond().median() * scale,
        bar.title().startsWith("(a") ? "#2b6cb0" : "#a0aec0",
        LEFT + bar.perSecond().min() * scale,
        y + 8,
        LEFT + bar.perSecond().max() * scale,
        LEFT + bar.perSecond().max() * scale + 8,
        y + 13,
        bar.perSecond().median());
  }
}
