/**
 * The provider's face: receives the webhook's callbacks, decides whether they are authentic and
 * what they mean, and answers them in the provider's words.
 *
 * <p>The order matters: who is calling is decided from the query alone, before a byte of the body
 * is kept; the body is kept no further than it may be long, and parsed only when it is whole. What
 * comes out is a {@code Delivery} for the journal; from there on nobody knows HTTP or JSON.
 *
 * <p>This room sees {@code ledger} and {@code journal}. It must not know tables, nor where its
 * {@link subscriptionledger.callback.CallbackPolicy} comes from.
 */
@NullMarked
package subscriptionledger.callback;

import org.jspecify.annotations.NullMarked;
