package subscriptionledger.simulator;

/** A callback to send, and how. */
record SimulatedCallback(Happening happening, Content content, Sending sending) {

  /** What is sent. */
  enum Content {
    GENUINE,
    /** Signed with a wrong token. */
    FORGED,
    /** With half of its body. */
    MALFORMED
  }

  /** How it is sent. */
  enum Sending {
    ORDINARY,
    /** On two connections at the same moment. */
    TWICE,
    /** By somebody whose body trickles in. */
    SLOW,
    /** By somebody who does not wait for the answer. */
    CUT
  }
}
