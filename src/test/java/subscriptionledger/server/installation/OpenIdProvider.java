package subscriptionledger.server.installation;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A provider of OpenID Connect, for a server that is configured for one. */
final class OpenIdProvider {
  private OpenIdProvider() {}

  /** As much of a provider as a server asks for before anybody has logged in. */
  static HttpServer start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    byte[] metadata =
        ("{\"issuer\":\"URL\",\"authorization_endpoint\":\"URL/authorize\",\"token_endpoint\":\"URL/token\","
                + "\"jwks_uri\":\"URL/keys\",\"id_token_signing_alg_values_supported\":[\"RS256\"],"
                + "\"response_types_supported\":[\"code\"],\"subject_types_supported\":[\"public\"]}")
            .replace("URL", url.toString())
            .getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/.well-known/openid-configuration",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, metadata.length);
          exchange.getResponseBody().write(metadata);
          exchange.close();
        });
    server.createContext(
        "/keys",
        exchange -> {
          byte[] none = "{\"keys\":[]}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, none.length);
          exchange.getResponseBody().write(none);
          exchange.close();
        });
    server.start();
    return server;
  }
}
