package subscriptionledger.fuzz;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Tuple;

/** Texts as people and machines write them, and those that break what takes them for simple. */
final class Texts {
  private Texts() {}

  static Arbitrary<String> any() {
    return opaque(
        Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.strings().all().ofMaxLength(12)),
            Tuple.of(2, Arbitraries.strings().ascii().ofMaxLength(12)),
            Tuple.of(
                3,
                Arbitraries.of(
                    "",
                    " ",
                    "jared",
                    "@TOA#a",
                    "\0",
                    "a\tb",
                    "a\nb",
                    "\u0085",
                    "\u2028",
                    "\ufeff",
                    "\ud83d",
                    "\ude00",
                    "\ude00\ud83d",
                    "😀",
                    "名前",
                    "İ",
                    "'; DROP TABLE entry; --",
                    "${jndi:ldap://127.0.0.1/}",
                    "%s%n",
                    "x".repeat(255),
                    "x".repeat(256),
                    "😀".repeat(255),
                    "😀".repeat(256),
                    "x".repeat(5_000)))));
  }

  /**
   * The same, as one piece: jqwik looks its generators up by a hash over all that they are made of,
   * each time that it chooses one, which takes longer than all the rest.
   */
  static <T> Arbitrary<T> opaque(Arbitrary<T> arbitrary) {
    RandomGenerator<T> generator = arbitrary.generator(1000);
    return Arbitraries.fromGenerator(generator);
  }
}
