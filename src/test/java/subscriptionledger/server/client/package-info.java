/** Clients of a deployed ledger: the provider, and readers of the API. They see only its HTTP. */
@NullMarked
package subscriptionledger.server.client;

import org.jspecify.annotations.NullMarked;
