package subscriptionledger.simulator;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import subscriptionledger.simulator.SimulatedCallback.Content;
import subscriptionledger.simulator.SimulatedCallback.Sending;

/** Sends one subscription and one unsubscription, so that a new ledger has something to show. */
public final class Trigger {
  private static final String ACCOUNT = "@TOA#_example";
  private static final String SUBSCRIBER = "jared";

  /** The answers of a server that is still starting the ledger. */
  private static final Set<String> STARTING = Set.of("404", "503");

  /** The number of times, one second apart, that a callback is sent to such a server. */
  private static final int ATTEMPTS = 30;

  private Trigger() {}

  /**
   * Sends the two callbacks, and prints the HTTP status of each answer.
   *
   * @param args {@code name=value} words: {@code url}, {@code app} and {@code token}, with the
   *     defaults of {@link Options}
   * @throws IllegalStateException when a callback was not answered OK
   */
  public static void main(String[] args) throws Exception {
    Options options = Words.understood(() -> Options.parse(args));
    Provider provider = new Provider(options);
    URI ledger = options.target().urls().get(0);
    for (String kind : List.of("SUBSCRIBED", "UNSUBSCRIBED")) {
      Happening happening =
          Happening.ofSubscribers(
              options.target().app(),
              kind,
              ACCOUNT,
              List.of(SUBSCRIBER),
              System.currentTimeMillis());
      String answer =
          answer(
              provider,
              ledger,
              new SimulatedCallback(happening, Content.GENUINE, Sending.ORDINARY));
      System.out.println(kind + " " + SUBSCRIBER + " " + ACCOUNT + ": " + answer);
      if (!answer.equals("200")) {
        throw new IllegalStateException(
            "The ledger at "
                + ledger
                + " did not answer OK ("
                + answer
                + "). Is it running there?");
      }
    }
  }

  private static String answer(Provider provider, URI ledger, SimulatedCallback callback)
      throws InterruptedException {
    String answer = provider.send(ledger, callback);
    for (int sent = 1; sent < ATTEMPTS && STARTING.contains(answer); sent++) {
      TimeUnit.SECONDS.sleep(1);
      answer = provider.send(ledger, callback);
    }
    return answer;
  }
}
