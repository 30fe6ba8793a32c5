/**
 * The manners of the API, which all its resources share: parameters, pages, conditional answers,
 * files, problems (RFC 9457), and the limits of readers.
 *
 * <p>Pages are separated by a cursor and never by an offset. A response is a function of the
 * request and the app's head, because the ledger only grows.
 *
 * <p>This room sees {@code ledger}, and of {@code store} and {@code feed} the failures that it
 * answers. It must not know what is answered.
 */
@NullMarked
package subscriptionledger.http;

import org.jspecify.annotations.NullMarked;
