package subscriptionledger.http;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;

/** Converts payloads to JSON where JAX-RS does not do so. */
public final class Json {
  private static final Jsonb JSONB = JsonbBuilder.create();

  private Json() {}

  public static String of(Object payload) {
    return JSONB.toJson(payload);
  }
}
