package subscriptionledger.journal;

/** What happens to the files of a recording, and what is acknowledged meanwhile. */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
sealed interface DiskEvent {
  record Write(String file, long position, byte[] bytes) implements DiskEvent {}

  record Truncation(String file, long size) implements DiskEvent {}

  record Force(String file) implements DiskEvent {}

  record FailedForce(String file) implements DiskEvent {}

  record Acknowledgement(long entries) implements DiskEvent {}
}
