package subscriptionledger.bench;

/** A server that is under a load while many watch what is recorded. */
record WatchedVariant(String name, ServerVariant server, int streams) implements Variant {
  @Override
  public Sample measure(Load load) throws Exception {
    try (Streams watching = new Streams(server.server().port(), streams)) {
      Sample sample = server.measure(load);
      Benchmark.say("%d streams: %,d bytes".formatted(streams, watching.bytes()));
      return sample;
    }
  }

  @Override
  public double compilerSeconds() {
    return server.compilerSeconds();
  }

  @Override
  public void settle() throws Exception {
    server.settle();
  }
}
