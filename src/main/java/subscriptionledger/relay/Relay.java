package subscriptionledger.relay;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import subscriptionledger.feed.HeadWatch;
import subscriptionledger.store.BackgroundWork;
import subscriptionledger.store.Durability;

/**
 * Forwards entries to the configured sinks. Each sink has a thread for each app, so none waits for
 * another. Of several nodes, the one with the lease forwards; the others look whether it is free.
 */
@ApplicationScoped
public class Relay implements HeadWatch.Watcher {
  private static final Duration RENEWED_EVERY = Duration.ofSeconds(4);

  @EJB private SinkTransaction transaction;
  @Inject private OutgoingEntries entries;
  @Inject private SinkQueries queries;
  @Inject private Durability durability;
  @Inject private RelayMetrics metrics;
  @Inject private Sinks sinks;
  @Inject private HeadWatch heads;
  @Resource private ManagedThreadFactory threads;

  private final String node = UUID.randomUUID().toString();
  private final List<Forwarder> forwarders = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();
  private final BackgroundWork renewals = new BackgroundWork("renewing the leases of sinks");

  /** Starts to forward the entries of the apps. */
  public synchronized void start(Set<Long> apps) {
    for (Sink sink : sinks.all()) {
      if (sink.isEnabled()) {
        Target target = sink.target().get();
        targets.add(target);
        sink.of(apps).forEach(app -> forwarders.add(forwarder(sink, app, target)));
      }
    }
    if (!forwarders.isEmpty()) {
      forwarders.forEach(forwarder -> forwarder.start(threads));
      heads.add(this);
      renewals.begin(threads, RENEWED_EVERY, this::renew);
    }
  }

  private Forwarder forwarder(Sink sink, long app, Target target) {
    return new Forwarder(sink.name(), app, new SinkWorker(sink, app, node, target, this));
  }

  @Override
  public HeadWatch.NextLook look(Map<Long, Long> heads) {
    forwarders().forEach(forwarder -> forwarder.look(heads));
    return HeadWatch.NextLook.LATER;
  }

  /** Has a sink look at once, after an operator has changed it. */
  public void wake(String sink) {
    forwarders().forEach(forwarder -> forwarder.wake(sink));
  }

  private void renew() {
    forwarders().forEach(Forwarder::renew);
  }

  private synchronized List<Forwarder> forwarders() {
    return List.copyOf(forwarders);
  }

  /** Stops after the current attempts, and gives the leases to other nodes. */
  @Override
  @PreDestroy
  public synchronized void stop() {
    renewals.stop();
    forwarders.forEach(Forwarder::halt);
    targets.forEach(Target::close);
    forwarders.forEach(Forwarder::stop);
    forwarders.clear();
    targets.clear();
  }

  SinkTransaction transaction() {
    return transaction;
  }

  OutgoingEntries entries() {
    return entries;
  }

  Durability durability() {
    return durability;
  }

  SinkQueries queries() {
    return queries;
  }

  RelayMetrics metrics() {
    return metrics;
  }
}
