/**
 * The administrator's tasks: configuration, metrics, startup and shutdown.
 *
 * <p>This room sees all other rooms, and none of them sees it. Each room declares its settings in a
 * type of its own, and this room provides them.
 */
@NullMarked
package subscriptionledger.operations;

import org.jspecify.annotations.NullMarked;
