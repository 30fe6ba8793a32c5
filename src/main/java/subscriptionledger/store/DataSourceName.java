package subscriptionledger.store;

/**
 * The location of the database: the JNDI name of a data source that takes part in JTA transactions.
 */
public record DataSourceName(String jndiName) {}
