package subscriptionledger.simulator;

import java.util.Arrays;

/** The command line of the runnable JAR: a command, and its {@code name=value} words. */
public final class CommandLine {
  private static final String USAGE =
      """
      Usage: java -jar subscription-ledger-simulator.jar <command> [name=value ...]
        trigger   sends one subscription and one unsubscription
        simulate  sends many callbacks, and records what was answered OK
        judge     compares a ledger with these records
      src/docs/simulator.md describes the names.""";

  private CommandLine() {}

  /** Runs a command; ends with the status 1 if that fails, and 2 if there is no such command. */
  public static void main(String[] args) throws Exception {
    try {
      run(args.length == 0 ? "" : args[0], Arrays.stream(args).skip(1).toArray(String[]::new));
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void run(String command, String[] words) throws Exception {
    switch (command) {
      case "trigger" -> Trigger.main(words);
      case "simulate" -> Simulator.main(words);
      case "judge" -> Oracle.main(words);
      default -> {
        System.err.println(USAGE);
        System.exit(2);
      }
    }
  }
}
