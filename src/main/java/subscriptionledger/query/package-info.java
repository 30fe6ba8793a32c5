/**
 * The API for people and programs, under {@code /api/v1}: the content of the ledger in JSON.
 *
 * <p>Pages are separated by a cursor, the sequence number, and never by an offset. A reader that
 * continues from its cursor misses nothing and reads nothing twice (promise P3). Errors are
 * answered with problems of RFC 9457.
 *
 * <p>Readers query the database; to wait, they poll the heads. The write path does not know them. A
 * response is a function of the request and the app's head, because the ledger only grows.
 *
 * <p>This room sees {@code ledger} and {@code store}. The only data that it writes are operators'
 * decisions on the quarantine. It must not know how entries are made.
 */
@NullMarked
package subscriptionledger.query;

import org.jspecify.annotations.NullMarked;
