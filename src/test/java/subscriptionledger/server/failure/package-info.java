/**
 * The promises while something fails: the server, the database, the disk, the network, or a client.
 */
@NullMarked
package subscriptionledger.server.failure;

import org.jspecify.annotations.NullMarked;
