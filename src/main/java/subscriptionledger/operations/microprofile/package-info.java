/**
 * The health of the application as MicroProfile Health asks for it, where the server has it. Where
 * it has not, beans.xml leaves this package out, because its classes cannot be loaded there.
 */
@NullMarked
package subscriptionledger.operations.microprofile;

import org.jspecify.annotations.NullMarked;
