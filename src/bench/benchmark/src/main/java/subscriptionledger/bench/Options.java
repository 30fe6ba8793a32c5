package subscriptionledger.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the command line says.
 *
 * @param commit which one is measured
 * @param product the root of the product's checkout
 * @param variants the names of those to measure
 * @param warmUp seconds under each load at most
 * @param starts how often the start-up is measured
 * @param filled how many entries the filled ledger has
 * @param group how many callbacks a group of the raw variants has; 0 to do as the product does
 * @param lasting seconds of the lasting loads; 0 leaves them out
 * @param rest seconds after which the size of H2's file is taken
 * @param output where the report goes
 */
record Options(
    String commit,
    Path product,
    Set<String> variants,
    int rounds,
    int seconds,
    int warmUp,
    List<Integer> connections,
    List<Integer> subscribers,
    int starts,
    long filled,
    int group,
    int lasting,
    int rest,
    Path output) {

  static final String HELP =
      """
      src/bench/run [option value]…
        --variants a,a-jpa,b,b-lock,c,d,e,h2-a,h2-b,h2-b-lock,a-filled,a-watched
        --rounds 5        each variant is measured once a round, under each load
        --seconds 4       how long each run is
        --warm-up 60      seconds under each load at most; it ends when the compilers have come to rest
        --connections 1,32,128
        --subscribers 2   100, too, measures long lists
        --starts 3        how often the start-up is measured; 0 leaves it out
        --filled 10000000 entries in the ledger of a-filled
        --group 0         callbacks in a group of d; 0: as many as the product's have
        --lasting 75      seconds of the lasting loads; 0 leaves them out
        --rest 60         seconds after which the size of H2's file is taken
        --output src/docs/performance.md""";

  static Options parse(String... words) {
    Options options =
        new Options(
            "unknown",
            Path.of("."),
            new TreeSet<>(
                list("a,a-jpa,b,b-lock,c,d,e,h2-a,h2-b,h2-b-lock,a-filled,a-watched").toList()),
            5,
            4,
            60,
            List.of(1, 32, 128),
            List.of(2),
            3,
            10_000_000,
            0,
            75,
            60,
            Path.of("src/docs/performance.md"));
    for (int i = 0; i + 1 < words.length; i += 2) {
      options = options.with(words[i], words[i + 1]);
    }
    if (words.length % 2 == 1) {
      throw new IllegalArgumentException(HELP);
    }
    return options;
  }

  private Options with(String option, String value) {
    return new Options(
        option.equals("--commit") ? value : commit,
        option.equals("--product") ? Path.of(value) : product,
        option.equals("--variants") ? new TreeSet<>(list(value).toList()) : variants,
        option.equals("--rounds") ? Integer.parseInt(value) : rounds,
        option.equals("--seconds") ? Integer.parseInt(value) : seconds,
        option.equals("--warm-up") ? Integer.parseInt(value) : warmUp,
        option.equals("--connections") ? list(value).map(Integer::valueOf).toList() : connections,
        option.equals("--subscribers") ? list(value).map(Integer::valueOf).toList() : subscribers,
        option.equals("--starts") ? Integer.parseInt(value) : starts,
        option.equals("--filled") ? Long.parseLong(value) : filled,
        option.equals("--group") ? Integer.parseInt(value) : group,
        option.equals("--lasting") ? Integer.parseInt(value) : lasting,
        option.equals("--rest") ? Integer.parseInt(value) : rest,
        option.equals("--output") ? Path.of(value) : output);
  }

  private static Stream<String> list(String value) {
    return Stream.of(value.split(","));
  }
}
