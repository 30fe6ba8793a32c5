package subscriptionledger.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Marks a test of plain HTTP, which the scripts of server-config turn off. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("without-scripts")
@DisabledIfSystemProperty(
    named = "test.server.scripted",
    matches = "true",
    disabledReason = "it speaks plain HTTP")
public @interface WithoutScripts {}
