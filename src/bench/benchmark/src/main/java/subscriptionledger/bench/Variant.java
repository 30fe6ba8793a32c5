package subscriptionledger.bench;

/** One way to receive callbacks, or a part of one, as something that can be put under a load. */
interface Variant {

  /** By which the options and the report call it. */
  String name();

  Sample measure(Load load) throws Exception;

  /** Seconds of processor time that the compilers of its Java have used. */
  double compilerSeconds();

  /** Returns when nothing of the last load is under way any more, so that the next may begin. */
  default void settle() throws Exception {}
}
