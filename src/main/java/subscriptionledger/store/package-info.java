/**
 * The tables: JPA rows, the persistence unit, the schema's migrations, and the queries.
 *
 * <p>A row knows how to become a thing of the domain and how to come from one, and nothing else.
 * What differs from one database to another, or from one server to another, is confined here, each
 * in a class of its own. Times are stored as milliseconds since 1970 UTC, like the provider's
 * EventTime: the same value on every database, whatever its time zone or its idea of a timestamp.
 *
 * <p>This room sees the {@code ledger} alone. It must not know who calls it: no HTTP, no JSON of
 * the wire, no configuration.
 */
@NullMarked
package subscriptionledger.store;

import org.jspecify.annotations.NullMarked;
