package subscriptionledger.retention;

import java.time.Duration;

/**
 * The settings of the removal.
 *
 * @param deliveries the time for which raw deliveries are kept
 */
public record RetentionPolicy(Duration deliveries) {}
