package subscriptionledger.relay;

import org.jspecify.annotations.Nullable;

/**
 * The state of a sink in the ledger of an app. Times are in milliseconds since 1970.
 *
 * @param position the number up to which everything has been taken, or is a dead letter
 * @param reason the reason for the state; null if there is nothing to say
 * @param changedBy the operator who changed the state; null if it was the relay
 * @param nextAttemptAt the time before which nothing is sent; 0 if there is none
 */
public record SinkState(
    long app,
    String sink,
    long position,
    SinkStatus status,
    long since,
    @Nullable String reason,
    @Nullable String changedBy,
    @Nullable Long attemptedAt,
    long nextAttemptAt,
    @Nullable String lastError,
    @Nullable Long takenAt) {}
