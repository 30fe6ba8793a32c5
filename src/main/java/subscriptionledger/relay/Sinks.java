package subscriptionledger.relay;

import java.util.List;
import java.util.Optional;

/** The configured sinks. */
public record Sinks(List<Sink> all) {

  public Optional<Sink> find(String name) {
    return all.stream().filter(sink -> sink.name().equals(name)).findFirst();
  }
}
