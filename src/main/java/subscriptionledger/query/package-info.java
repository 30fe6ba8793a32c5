/**
 * The API for people and programs, under {@code /api/v1}: what the ledger holds, in JSON.
 *
 * <p>Pages are cut by a cursor, the sequence number, and never by an offset; a reader that goes on
 * from its cursor misses nothing and sees nothing twice (promise P3). What is wrong with a request
 * is said as a problem of RFC 9457.
 *
 * <p>Readers ask the database, and wait by asking for the heads again and again; the write path
 * knows nothing of them. An answer is a function of its request and the app's head, because the
 * ledger only grows.
 *
 * <p>This room sees {@code ledger} and {@code store}; all it writes is what operators decide on the
 * quarantine. It must not know how entries come to be.
 */
@NullMarked
package subscriptionledger.query;

import org.jspecify.annotations.NullMarked;
