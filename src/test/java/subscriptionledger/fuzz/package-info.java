/** Callbacks as nobody should send them: what the face to the provider is tried with. */
@NullMarked
package subscriptionledger.fuzz;

import org.jspecify.annotations.NullMarked;
