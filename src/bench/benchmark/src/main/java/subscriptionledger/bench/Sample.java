package subscriptionledger.bench;

/**
 * What one run of a variant under one load gave.
 *
 * @param perSecond callbacks that were answered OK, per second
 * @param p50Millis the median of the answers' times; not a number where nothing is answered
 * @param serverCpu seconds of processor time of the server's, for 1,000 callbacks
 * @param databaseCpu seconds of processor time of PostgreSQL's, for 1,000 callbacks
 * @param failures answers that were not OK, and failures of connections
 */
record Sample(
    double perSecond,
    double p50Millis,
    double p99Millis,
    double maxMillis,
    double serverCpu,
    double databaseCpu,
    long failures) {}
