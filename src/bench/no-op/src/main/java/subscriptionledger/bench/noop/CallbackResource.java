package subscriptionledger.bench.noop;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;

/** Binds the JSON of a callback, and says OK: what answering alone costs on this server. */
@Path("/")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
public class CallbackResource {
  private static final Jsonb JSON = JsonbBuilder.create();
  private static final String OK = "{\"ActionStatus\":\"OK\",\"ErrorInfo\":\"\",\"ErrorCode\":0}";

  @POST
  public String receive(byte[] body) {
    CallbackPayload payload = JSON.fromJson(new ByteArrayInputStream(body), CallbackPayload.class);
    if (payload.command() == null) {
      throw new BadRequestException();
    }
    return OK;
  }
}
