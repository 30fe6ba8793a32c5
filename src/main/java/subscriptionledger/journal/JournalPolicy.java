package subscriptionledger.journal;

import java.time.Duration;

/**
 * The settings for what the journal has written.
 *
 * @param auditLog true if each entry is also written to the log {@code subscriptionledger.audit}
 * @param deliveryRetention the time for which raw deliveries are kept; entries are kept for ever
 */
public record JournalPolicy(boolean auditLog, Duration deliveryRetention) {}
