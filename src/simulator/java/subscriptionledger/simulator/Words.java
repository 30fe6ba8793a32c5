package subscriptionledger.simulator;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** {@code name=value} words, as the command lines of the simulator and the oracle have them. */
record Words(Map<String, String> values) {
  /** The status of a program whose command line is wrong, by the custom of Unix. */
  private static final int WRONG_USAGE = 2;

  private static final Set<String> SCHEMES = Set.of("http", "https");

  /**
   * Returns the words of a command line, and the defaults of those that are not given.
   *
   * @throws WrongWordException if a word has no value, or a name that has no default
   */
  static Words parse(Map<String, String> defaults, String... words) {
    Map<String, String> values = new TreeMap<>(defaults);
    for (String word : words) {
      String[] parts = word.split("=", 2);
      if (!defaults.containsKey(parts[0])) {
        throw new WrongWordException(
            "Unknown word \"" + parts[0] + "\"; the known ones are " + namesOf(defaults) + ".");
      }
      if (parts.length < 2) {
        throw new WrongWordException(
            word + " has no value: write " + word + "=" + values.get(word));
      }
      values.put(parts[0], parts[1]);
    }
    return new Words(values);
  }

  /**
   * Returns what a program makes of its command line; or ends it with status 2, after a line that
   * names the wrong word.
   */
  static <T> T understood(Callable<T> meaning) throws Exception {
    try {
      return meaning.call();
    } catch (WrongWordException e) {
      System.err.println(e.getMessage());
      System.exit(WRONG_USAGE);
      throw e;
    }
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  URI url(String name) {
    return url(name, text(name));
  }

  /** Returns addresses that are separated by commas. */
  List<URI> urls(String name) {
    return Stream.of(text(name).split(",", -1)).map(url -> url(name, url)).toList();
  }

  /** Returns files that are separated by commas, and exist. */
  List<Path> files(String name) {
    return Stream.of(text(name).split(",", -1)).map(file -> file(name, file)).toList();
  }

  int positive(String name) {
    return integer(name, 1, Integer.MAX_VALUE);
  }

  int percentage(String name) {
    return integer(name, 0, 100);
  }

  int count(String name) {
    return integer(name, 0, Integer.MAX_VALUE);
  }

  int integer(String name) {
    return integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private int integer(String name, int least, int most) {
    return (int) number(name, least, most);
  }

  long number(String name, long least, long most) {
    String value = text(name);
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // The same is said of it as of a number out of range.
    }
    throw new WrongWordException(
        name
            + " must be a whole number from "
            + least
            + " to "
            + most
            + "; \""
            + value
            + "\" is not one.");
  }

  private static URI url(String name, String value) {
    try {
      URI url = URI.create(value);
      if (url.getHost() != null && SCHEMES.contains(url.getScheme())) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // The same is said of it as of another URI.
    }
    throw new WrongWordException(
        name
            + " must be an address that begins with http:// or https://; \""
            + value
            + "\" is not one.");
  }

  private static Path file(String name, String value) {
    Path file = Path.of(value);
    if (!Files.isRegularFile(file)) {
      throw new WrongWordException(
          name + " must be a file of the simulator; there is no file \"" + value + "\".");
    }
    return file;
  }

  private static String namesOf(Map<String, String> defaults) {
    return String.join(", ", new TreeSet<>(defaults.keySet()));
  }
}
