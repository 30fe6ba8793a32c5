package subscriptionledger.query;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;

/** Converts payloads to JSON where JAX-RS does not do so. */
final class Json {
  private static final Jsonb JSONB = JsonbBuilder.create();

  private Json() {}

  static String of(Object payload) {
    return JSONB.toJson(payload);
  }
}
