package subscriptionledger.journal;

import java.time.Duration;

/**
 * How the journal keeps what it has written.
 *
 * @param auditLog whether each entry is also written to the log {@code subscriptionledger.audit}
 * @param deliveryRetention for how long the raw deliveries are kept; entries stay
 */
public record JournalPolicy(boolean auditLog, Duration deliveryRetention) {}
