package subscriptionledger.query;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;

/** What the API sends as JSON without the help of JAX-RS. */
final class Json {
  private static final Jsonb JSONB = JsonbBuilder.create();

  private Json() {}

  static String of(Object payload) {
    return JSONB.toJson(payload);
  }
}
