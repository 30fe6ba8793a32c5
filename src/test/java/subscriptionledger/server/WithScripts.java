package subscriptionledger.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Marks a test of the scripts of server-config, which takes minutes. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("scripts")
@EnabledIfSystemProperty(
    named = "test.server.scripted",
    matches = "true",
    disabledReason = "it needs a server that the scripts configure")
public @interface WithScripts {}
