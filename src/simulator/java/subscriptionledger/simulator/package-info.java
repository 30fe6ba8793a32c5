/**
 * A simulator of the provider, and an oracle that judges what a ledger has made of it. With both
 * one tries an installation, and the tests of this project try the promises.
 *
 * <p>They know the provider's protocol, the ledger's API and its tables, and nothing of how the
 * ledger works.
 */
@NullMarked
package subscriptionledger.simulator;

import org.jspecify.annotations.NullMarked;
