package subscriptionledger.store;

/** Where the database is: the JNDI name of a data source that takes part in JTA transactions. */
public record DataSourceName(String jndiName) {}
