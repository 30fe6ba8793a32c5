/**
 * The tables: JPA rows, the persistence unit, the migrations of the schema, and the queries.
 *
 * <p>A row can be converted to and from objects of the domain, and does nothing else. Differences
 * between databases or between servers are confined to this room, each in a class of its own. Times
 * are stored as milliseconds since 1970 UTC, like the provider's EventTime: the value is the same
 * in every database, whatever its time zone or its timestamp type.
 *
 * <p>JPA manages the tables: their mapping, single rows, and all that readers ask. Where many rows
 * are written or looked up at once, in the journal and by followers, SQL does it on the same
 * connection, with statements that are made from the annotations of JPA (decision 7).
 *
 * <p>This room sees only {@code ledger}. It must not know its callers: no HTTP, no JSON of the
 * wire, no configuration.
 */
@NullMarked
package subscriptionledger.store;

import org.jspecify.annotations.NullMarked;
