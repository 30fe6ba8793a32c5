package subscriptionledger.api;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import subscriptionledger.feed.Cursors;
import subscriptionledger.feed.Feed;
import subscriptionledger.http.Operators;
import subscriptionledger.http.Problem;
import subscriptionledger.http.ProblemException;
import subscriptionledger.http.Replies;

/** The positions of everything that follows the ledger of an app. */
@Path("/apps/{app: \\d{1,18}}/cursors")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class CursorsResource {
  private static final Logger LOG = System.getLogger(CursorsResource.class.getName());

  @Inject private Feed feed;
  @Inject private Cursors cursors;
  @Context private SecurityContext security;

  @GET
  public Response cursors(@PathParam("app") long app) {
    feed.head(app);
    return Replies.ok(payload(app));
  }

  private CursorsPayload payload(long app) {
    return new CursorsPayload(
        cursors.progress(app).entrySet().stream()
            .map(
                cursor ->
                    new CursorsPayload.Item(
                        cursor.getKey(), cursor.getValue().position(), cursor.getValue().lag()))
            .toList());
  }

  /** Has everything that a cursor has computed removed, and computed anew. */
  @POST
  @Path("{cursor: [a-z]+}/rebuild")
  public Response rebuild(@PathParam("app") long app, @PathParam("cursor") String cursor) {
    String operator = Operators.name(security);
    feed.head(app);
    if (!cursors.names().contains(cursor)) {
      throw new ProblemException(Problem.unknown(app, "cursor " + cursor));
    }
    cursors.rebuild(cursor, app);
    LOG.log(
        Level.INFO, "Cursor {0} of app {1}: rebuild by {2}", cursor, Long.toString(app), operator);
    return Replies.builder(payload(app)).status(Response.Status.ACCEPTED).build();
  }
}
