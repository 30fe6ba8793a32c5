package subscriptionledger.query;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import subscriptionledger.store.DatabaseFailure;

/** Makes a problem of every failure of the API. */
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());

  @Context private UriInfo uri;

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof ProblemException exception) {
      return response(exception.problem()).build();
    }
    if (failure instanceof NotFoundException) {
      return response(Problem.unknownPath(uri.getRequestUri().getRawPath())).build();
    }
    if (failure instanceof WebApplicationException exception) {
      Response.StatusType status = exception.getResponse().getStatusInfo();
      Response.ResponseBuilder response =
          response(Problem.ofStatus(status.getStatusCode(), status.getReasonPhrase()));
      String allow = exception.getResponse().getHeaderString(HttpHeaders.ALLOW);
      return allow == null ? response.build() : response.header(HttpHeaders.ALLOW, allow).build();
    }
    if (DatabaseFailure.mayPass(failure)) {
      LOG.log(Level.WARNING, "The database did not answer: {0}", DatabaseFailure.describe(failure));
      return response(Problem.unavailable("The database does not answer now.")).build();
    }
    LOG.log(Level.ERROR, "A request of the API failed", failure);
    return response(Problem.ofStatus(500, "Internal Server Error")).build();
  }

  private static Response.ResponseBuilder response(Problem problem) {
    Response.ResponseBuilder response = Response.status(problem.status()).entity(Json.of(problem));
    problem.headers().forEach(response::header);
    return response;
  }
}
