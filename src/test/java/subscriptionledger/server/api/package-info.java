/** The API as its readers and operators see it, and the start page. */
@NullMarked
package subscriptionledger.server.api;

import org.jspecify.annotations.NullMarked;
