/** HTTP endpoints as targets: CloudEvents 1.0, signed by Standard Webhooks. */
@NullMarked
package subscriptionledger.relay.http;

import org.jspecify.annotations.NullMarked;
