package subscriptionledger.relay;

/** The states of a sink in the ledger of an app. The names are stored and published. */
public enum SinkStatus {
  /** Entries are forwarded. */
  ACTIVE,
  /** The target does not take anything now, and is tried again. */
  RETRYING,
  /** Nothing is forwarded until an operator resumes it. */
  PAUSED,
  /** The target is gone, or has taken nothing for too long; until an operator resumes it. */
  DISABLED;

  /** Returns true if the relay forwards entries. */
  public boolean isForwarding() {
    return this == ACTIVE || this == RETRYING;
  }
}
