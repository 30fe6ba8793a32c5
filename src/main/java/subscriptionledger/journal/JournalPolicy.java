package subscriptionledger.journal;

/**
 * The settings for what the journal has written.
 *
 * @param auditLog true if each entry is also written to the log {@code subscriptionledger.audit}
 */
public record JournalPolicy(boolean auditLog) {}
