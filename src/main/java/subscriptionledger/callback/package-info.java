/**
 * The receiver of callbacks: checks that callbacks of the webhook are authentic, interprets them,
 * and answers in the provider's format.
 *
 * <p>The order of steps matters. The caller is identified from the query alone before any byte of
 * the body is kept. The body is kept only up to its maximum length and is parsed only when it is
 * complete. The result is a {@code Delivery} for the journal; later steps know neither HTTP nor
 * JSON.
 *
 * <p>This room sees {@code ledger} and {@code journal}. It must not know tables, nor the origin of
 * its {@link subscriptionledger.callback.CallbackPolicy}.
 */
@NullMarked
package subscriptionledger.callback;

import org.jspecify.annotations.NullMarked;
