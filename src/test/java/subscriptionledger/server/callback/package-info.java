/** The callback as the provider sees it: what is accepted, refused and recorded. */
@NullMarked
package subscriptionledger.server.callback;

import org.jspecify.annotations.NullMarked;
