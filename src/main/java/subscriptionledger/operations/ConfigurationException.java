package subscriptionledger.operations;

/** Signals an invalid configuration; the message contains the key and never the value. */
public class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigurationException(String key, String problem) {
    super(key + ": " + problem);
  }
}
