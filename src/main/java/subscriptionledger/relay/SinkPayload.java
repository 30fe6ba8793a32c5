package subscriptionledger.relay;

import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import subscriptionledger.http.Times;
import subscriptionledger.relay.SinkQueries.Progress;

/** A sink as the API presents it. */
@Schema(
    name = "Sink",
    description = "A system to which entries are forwarded",
    requiredProperties = {"name", "enabled", "apps"})
@JsonbPropertyOrder({"name", "enabled", "apps"})
public record SinkPayload(
    String name,
    @Schema(description = "False if the configuration has it switched off") boolean enabled,
    List<InApp> apps) {

  /**
   * Returns a sink.
   *
   * @param progress that of all sinks
   * @param forOperator true to show the texts of the target
   */
  static SinkPayload of(Sink sink, List<Progress> progress, Instant now, boolean forOperator) {
    return new SinkPayload(
        sink.name(),
        sink.isEnabled(),
        progress.stream()
            .filter(one -> one.state().sink().equals(sink.name()))
            .map(one -> InApp.of(one, now, forOperator))
            .toList());
  }

  /** All sinks. */
  @Schema(
      name = "Sinks",
      description = "The configured sinks",
      requiredProperties = {"sinks"})
  @JsonbPropertyOrder({"sinks"})
  public record All(List<SinkPayload> sinks) {}

  /** The progress of a sink in the ledger of an app. */
  @Schema(
      name = "SinkProgress",
      description = "The progress of a sink in the ledger of an app",
      requiredProperties = {
        "app",
        "position",
        "head",
        "lag",
        "lagSeconds",
        "status",
        "since",
        "deadLetters"
      })
  @JsonbPropertyOrder({
    "app",
    "position",
    "head",
    "lag",
    "lagSeconds",
    "status",
    "since",
    "reason",
    "changedBy",
    "lastAttempt",
    "lastTaken",
    "nextAttempt",
    "lastError",
    "deadLetters"
  })
  public record InApp(
      long app,
      @Schema(description = "The number up to which the target has everything") long position,
      @Schema(description = "The app's last sequence number") long head,
      @Schema(description = "The number of entries after the position") long lag,
      @Schema(description = "The age of the first entry after the position, in seconds")
          long lagSeconds,
      SinkStatus status,
      @Schema(description = "The time of the last change of the status", format = "date-time")
          String since,
      @Schema(description = "The reason for the status; operators only") @Nullable String reason,
      @Schema(description = "The operator who changed the status") @Nullable String changedBy,
      @Schema(format = "date-time") @Nullable String lastAttempt,
      @Schema(format = "date-time") @Nullable String lastTaken,
      @Schema(format = "date-time") @Nullable String nextAttempt,
      @Schema(description = "The end of the last failed attempt; operators only")
          @Nullable String lastError,
      @Schema(description = "The number of entries that the target has refused") long deadLetters) {

    /** Returns the progress; the texts of the target are for operators only. */
    static InApp of(Progress progress, Instant now, boolean forOperator) {
      SinkState state = progress.state();
      return new InApp(
          state.app(),
          state.position(),
          progress.head(),
          progress.lag(),
          progress.lagSeconds(now),
          state.status(),
          Times.format(Instant.ofEpochMilli(state.since())),
          forOperator ? state.reason() : null,
          state.changedBy(),
          known(state.attemptedAt()),
          known(state.takenAt()),
          state.nextAttemptAt() == 0 ? null : known(state.nextAttemptAt()),
          forOperator ? state.lastError() : null,
          progress.deadLetters());
    }

    private static @Nullable String known(@Nullable Long millis) {
      return millis == null ? null : Times.format(Instant.ofEpochMilli(millis));
    }
  }
}
