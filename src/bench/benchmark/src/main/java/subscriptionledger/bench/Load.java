package subscriptionledger.bench;

/**
 * What is sent to a variant at a time.
 *
 * @param connections how many clients send at once, each the next callback when the last is
 *     answered
 * @param subscribers how many subscribers each callback lists
 * @param seconds for how long
 */
record Load(int connections, int subscribers, int seconds) {}
