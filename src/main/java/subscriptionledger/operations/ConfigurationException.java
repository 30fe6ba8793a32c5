package subscriptionledger.operations;

/** The configuration cannot be used; the message names the key, and never its value. */
public class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConfigurationException(String key, String problem) {
    super(key + ": " + problem);
  }
}
