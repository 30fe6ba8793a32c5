package subscriptionledger.bench.peer;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** The app that is served, and its token. */
@ConfigurationProperties("ledger")
public record LedgerProperties(long app, String token) {}
