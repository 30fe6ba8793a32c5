package subscriptionledger.callback;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Answers every other failure in the provider's format, so that no error page of a server reaches
 * the provider. Only an unknown path is answered with a plain 404. That answer has a body because
 * some servers add their error page to an answer without one.
 */
public class CallbackFailures implements ExceptionMapper<Throwable> {
  private static final Logger LOG = System.getLogger(CallbackFailures.class.getName());

  @Context private HttpServletRequest request;

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof NotFoundException) {
      return Response.status(Response.Status.NOT_FOUND)
          .type(MediaType.TEXT_PLAIN_TYPE)
          .entity("Not found.")
          .build();
    }
    if (failure instanceof NotAllowedException) {
      return Answers.of(AnswerCode.METHOD_NOT_ALLOWED);
    }
    if (failure instanceof ClientErrorException || failure instanceof IOException) {
      return Answers.of(AnswerCode.UNREADABLE);
    }
    LOG.log(Level.ERROR, "A callback failed: request=" + info().id(), failure);
    return Answers.of(AnswerCode.UNAVAILABLE);
  }

  private RequestInfo info() {
    return request.getAttribute(RequestInfo.ATTRIBUTE) instanceof RequestInfo info
        ? info
        : RequestInfo.UNKNOWN;
  }
}
