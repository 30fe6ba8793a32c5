/**
 * The database's limit: the rows that the product writes, written by one connection without a
 * server. The algorithm is the product's, and one; the forms of its statements are several, each a
 * class that is easy to read and to change.
 */
package subscriptionledger.bench.raw;
