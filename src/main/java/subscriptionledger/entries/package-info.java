/**
 * The entries for people and programs: pages, files, long polls and streams, in the order of their
 * numbers. A reader that continues from its cursor misses nothing and reads nothing twice (promise
 * P3).
 *
 * <p>This room sees {@code ledger}, {@code store}, {@code feed} and {@code http}. It must not know
 * what else is computed from entries.
 */
@NullMarked
package subscriptionledger.entries;

import org.jspecify.annotations.NullMarked;
