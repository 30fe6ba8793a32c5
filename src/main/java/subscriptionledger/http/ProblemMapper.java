package subscriptionledger.http;

import jakarta.servlet.ServletContext;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import subscriptionledger.feed.BehindException;
import subscriptionledger.feed.UnknownAppException;
import subscriptionledger.store.DatabaseFailure;
import subscriptionledger.store.TransactionFailedException;

/** Answers every failure of the API with a problem. */
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());

  @Context private ServletContext servletContext;

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof NotFoundException) {
      return response(Problem.unknownPath(servletContext.getContextPath())).build();
    }
    if (failure instanceof WebApplicationException exception) {
      Response.StatusType status = exception.getResponse().getStatusInfo();
      Response.ResponseBuilder response =
          response(Problem.ofStatus(status.getStatusCode(), status.getReasonPhrase()));
      String allow = exception.getResponse().getHeaderString(HttpHeaders.ALLOW);
      return allow == null ? response.build() : response.header(HttpHeaders.ALLOW, allow).build();
    }
    return response(problem(failure)).build();
  }

  /** Returns the problem for a failure, and logs the failure if the caller has not caused it. */
  public static Problem problem(Throwable failure) {
    if (failure instanceof ProblemException exception) {
      return exception.problem();
    }
    if (failure instanceof UnknownAppException unknown) {
      return Problem.unknownApp(unknown.app());
    }
    if (failure instanceof TransactionFailedException) {
      return Problem.unavailable("The change could not be made now.");
    }
    if (failure instanceof BehindException) {
      return Problem.behind();
    }
    if (DatabaseFailure.mayPass(failure)) {
      LOG.log(
          Level.WARNING,
          "The database did not respond to an API request: {0}",
          DatabaseFailure.describe(failure));
      return Problem.unavailable("The database is not responding.");
    }
    LOG.log(Level.ERROR, "An API request failed", failure);
    return Problem.ofStatus(500, "Internal Server Error");
  }

  private static Response.ResponseBuilder response(Problem problem) {
    Response.ResponseBuilder response = Response.status(problem.status()).entity(Json.of(problem));
    problem.headers().forEach(response::header);
    return response;
  }
}
