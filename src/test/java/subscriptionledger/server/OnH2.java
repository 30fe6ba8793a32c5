package subscriptionledger.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Marks a test that runs on H2 only, because it shows something of H2 or nothing of a database. CI
 * runs such tests on each server.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("h2")
@EnabledIfSystemProperty(
    named = "test.database",
    matches = "h2",
    disabledReason = "it shows something of H2, or nothing of a database")
public @interface OnH2 {}
