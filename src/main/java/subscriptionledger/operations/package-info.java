/**
 * What an administrator has to do with: configuration, metrics, start and stop.
 *
 * <p>This room sees all the others, and none of them sees it: each says in a type of its own what
 * it needs to be told, and here it is told.
 */
@NullMarked
package subscriptionledger.operations;

import org.jspecify.annotations.NullMarked;
