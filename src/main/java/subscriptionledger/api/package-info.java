/**
 * The API under {@code /api/v1}: the list of its resources, and those that tell of an app as a
 * whole.
 *
 * <p>This room sees all features and {@code http}.
 */
@NullMarked
package subscriptionledger.api;

import org.jspecify.annotations.NullMarked;
