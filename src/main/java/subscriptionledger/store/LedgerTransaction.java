package subscriptionledger.store;

import jakarta.persistence.EntityManager;

/**
 * The ledger's tables within one transaction: single rows through JPA, and many rows at once
 * through statements on the same connection.
 */
public record LedgerTransaction(EntityManager entityManager, BulkStatements bulk) {}
