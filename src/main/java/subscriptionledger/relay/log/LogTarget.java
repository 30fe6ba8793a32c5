package subscriptionledger.relay.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import subscriptionledger.http.Json;
import subscriptionledger.relay.CloudEvent;
import subscriptionledger.relay.OutgoingEntry;
import subscriptionledger.relay.Target;
import subscriptionledger.relay.TargetAnswer;

/** Writes a line for each entry to the log {@code subscriptionledger.audit}. */
public final class LogTarget implements Target {
  private static final Logger AUDIT = System.getLogger("subscriptionledger.audit");

  @Override
  public TargetAnswer send(List<OutgoingEntry> entries) {
    entries.forEach(outgoing -> AUDIT.log(Level.INFO, AuditLine.of(outgoing.entry())));
    return new TargetAnswer.Taken();
  }

  @Override
  public TargetAnswer test(CloudEvent event) {
    AUDIT.log(Level.INFO, Json.of(event));
    return new TargetAnswer.Taken();
  }

  @Override
  public void close() {
    // A line is written at once.
  }
}
