package subscriptionledger.simulator;

/** A callback to send, and how. */
record SimulatedCallback(Happening happening, Manner manner) {

  /** How a callback is sent. */
  enum Manner {
    GENUINE,
    /** Signed with a wrong token. */
    FORGED,
    /** With half of its body. */
    MALFORMED
  }
}
