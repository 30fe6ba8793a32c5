/**
 * The health of the application in MicroProfile Health, on servers that provide it. On other
 * servers beans.xml excludes this package, because its classes cannot be loaded there.
 */
@NullMarked
package subscriptionledger.operations.microprofile;

import org.jspecify.annotations.NullMarked;
