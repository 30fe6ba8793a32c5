/** The scripts and files of server-config, applied to servers as they are downloaded. */
@NullMarked
package subscriptionledger.server.installation;

import org.jspecify.annotations.NullMarked;
