package subscriptionledger.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import subscriptionledger.operations.Health.Check;

/**
 * Reports the health in the format of MicroProfile Health 4.0, on every server at the same path:
 * {@code /health/live} reports that the application runs, {@code /health/ready} that callbacks are
 * likely to be recorded. Access is open, because the report contains neither secrets nor personal
 * data.
 */
@WebServlet({"/health/live", "/health/ready"})
public class HealthServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /**
   * The factory is kept because {@link Json} searches for the provider at each call, under a lock
   * of the class loader.
   */
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  @Inject private transient Readiness readiness;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Health health =
        request.getServletPath().endsWith("/live") ? new Health(List.of()) : readiness.now();
    response.setStatus(
        health.up() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().write(json(health).toString().getBytes(UTF_8));
  }

  private static JsonObject json(Health health) {
    JsonArrayBuilder checks = JSON.createArrayBuilder();
    health.checks().forEach(check -> checks.add(json(check)));
    return JSON.createObjectBuilder()
        .add("status", status(health.up()))
        .add("checks", checks)
        .build();
  }

  private static JsonObjectBuilder json(Check check) {
    return JSON.createObjectBuilder()
        .add("name", check.name())
        .add("status", status(check.up()))
        .add("data", JSON.createObjectBuilder(check.data()));
  }

  private static String status(boolean up) {
    return up ? "UP" : "DOWN";
  }
}
