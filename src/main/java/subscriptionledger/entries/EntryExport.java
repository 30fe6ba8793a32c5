package subscriptionledger.entries;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.List;
import subscriptionledger.feed.Feed;
import subscriptionledger.feed.Feed.Page;
import subscriptionledger.http.Csv;
import subscriptionledger.http.Exports;
import subscriptionledger.http.Exports.FileFormat;
import subscriptionledger.http.Exports.HttpExchange;
import subscriptionledger.http.Exports.Pages;
import subscriptionledger.http.Exports.Trailer;
import subscriptionledger.http.Json;
import subscriptionledger.ledger.EntryFilter;
import subscriptionledger.store.LedgerQueries.Order;

/** Exports entries as files. */
@ApplicationScoped
public class EntryExport {
  @Inject private Feed feed;
  @Inject private Exports exports;

  /**
   * The query of an export.
   *
   * @param after the number after which the export begins
   * @param upTo the number of the last entry that may be exported
   * @param limit the maximum number of entries
   */
  record ExportQuery(long app, EntryFilter filter, long after, long upTo, long limit) {
    private String name() {
      return "entries-" + app;
    }
  }

  Response csv(ExportQuery query, boolean bom, HttpExchange exchange) {
    String header =
        Csv.header(
            bom,
            "app",
            "sequence",
            "kind",
            "account",
            "subscriber",
            "operator",
            "platform",
            "clientIp",
            "occurredAt",
            "recordedAt",
            "source",
            "delivery",
            "detail");
    return exports.file(
        new EntryPages(query), FileFormat.csv(query.name(), header, EntryExport::csv), exchange);
  }

  Response ndjson(ExportQuery query, HttpExchange exchange) {
    return exports.file(new EntryPages(query), FileFormat.ndjson(query.name()), exchange);
  }

  private static String csv(EntryPayload entry) {
    return Csv.line(
        entry.app(),
        entry.sequence(),
        entry.kind(),
        entry.account(),
        entry.subscriber(),
        entry.operator(),
        entry.platform(),
        entry.clientIp(),
        entry.occurredAt(),
        entry.recordedAt(),
        entry.source(),
        entry.delivery(),
        entry.detail() == null ? null : Json.of(entry.detail()));
  }

  private final class EntryPages implements Pages<EntryPayload> {
    private final ExportQuery query;
    private long cursor;
    private long left;

    EntryPages(ExportQuery query) {
      this.query = query;
      this.cursor = query.after();
      this.left = query.limit();
    }

    @Override
    public boolean hasNext() {
      return cursor < query.upTo() && left > 0;
    }

    @Override
    public List<EntryPayload> read() {
      int limit = (int) Math.min(Exports.PAGE, left);
      Page page =
          feed.page(
              new Feed.EntryQuery(query.app(), query.filter(), cursor, limit, Order.ASC),
              query.upTo());
      left -= page.entries().size();
      cursor = page.next();
      return page.entries().stream().map(EntryPayload::of).toList();
    }

    @Override
    public Trailer trailer() {
      return new Trailer(cursor, query.upTo());
    }
  }
}
