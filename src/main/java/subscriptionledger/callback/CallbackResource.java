package subscriptionledger.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import subscriptionledger.callback.Authenticator.Caller;
import subscriptionledger.callback.ReceivedCallback.Body;
import subscriptionledger.journal.Journal;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Interpretation;

/** Receives callbacks at the URL that is entered in the provider's console. */
@Path("/")
@ApplicationScoped
@Consumes(MediaType.WILDCARD)
public class CallbackResource {
  @Inject private CallbackPolicy policy;
  @Inject private CallbackMetrics metrics;
  @EJB private Journal journal;

  /**
   * Receives a callback. The server does not bind the body: {@link CallbackFilter} has already read
   * it, without occupying a thread and no further than its maximum length.
   */
  @POST
  public CompletionStage<Response> receive(@Context HttpServletRequest request) {
    if (policy.secret().isPresent()) {
      throw new NotFoundException();
    }
    return answer(request);
  }

  /** Receives a callback at a URL that only the provider knows. */
  @POST
  @Path("{secret}")
  public CompletionStage<Response> receive(
      @PathParam("secret") String secret, @Context HttpServletRequest request) {
    byte[] given = secret.getBytes(UTF_8);
    boolean known =
        policy
            .secret()
            .filter(expected -> MessageDigest.isEqual(expected.getBytes(UTF_8), given))
            .isPresent();
    if (!known) {
      throw new NotFoundException();
    }
    return answer(request);
  }

  /** Answers OPTIONS; otherwise the server would answer it in its own format. */
  @OPTIONS
  public Response options() {
    return Answers.of(AnswerCode.METHOD_NOT_ALLOWED);
  }

  /** Answers OPTIONS at the secret path in the same way. */
  @OPTIONS
  @Path("{secret}")
  public Response optionsOfSecretPath() {
    return options();
  }

  private CompletionStage<Response> answer(HttpServletRequest request) {
    ReceivedCallback received = ReceivedCallback.of(request);
    return receive(received)
        .thenApply(
            answered -> {
              metrics.answered(received.info(), answered, received.age());
              return Answers.of(answered.answerCode(), answered.errorInfo());
            });
  }

  private CompletionStage<AnsweredCallback> receive(ReceivedCallback received) {
    if (received.caller() instanceof Caller.Refused refused) {
      String claim = new Authenticator(policy).claim(received.query(), received.at());
      return completed(AnsweredCallback.refused(refused.answerCode(), claim));
    }
    if (received.body() instanceof Body.Complete body) {
      return received.caller() instanceof Caller.App app
          ? record(app.id(), received.info(), received.query(), body.bytes(), received.at())
          : completed(checkOnly(received.query(), body.bytes(), received.at()));
    }
    return completed(
        AnsweredCallback.of(
            received.body() instanceof Body.TooLarge
                ? AnswerCode.TOO_LARGE
                : AnswerCode.UNAVAILABLE));
  }

  private CompletionStage<AnsweredCallback> record(
      long app, RequestInfo info, CallbackQuery query, byte[] body, Instant now) {
    Interpretation interpretation = new CallbackReader(query, app, now).read(body);
    if (!interpretation.isForTheLedger()) {
      return completed(AnsweredCallback.of(app, interpretation.command(), AnswerCode.IGNORED));
    }
    return journal
        .append(new Delivery(app, now, query.withoutSign(), body, interpretation), info.id())
        .thenApply(receipt -> AnsweredCallback.of(app, interpretation, receipt));
  }

  /**
   * Answers a callback that names no app. The answer shows whether the callback would be accepted;
   * nothing is recorded.
   */
  private static AnsweredCallback checkOnly(CallbackQuery query, byte[] body, Instant now) {
    return new CallbackReader(query, 0, now).read(body).isForTheLedger()
        ? AnsweredCallback.of(AnswerCode.FOREIGN_APP)
        : AnsweredCallback.of(AnswerCode.IGNORED);
  }

  private static CompletionStage<AnsweredCallback> completed(AnsweredCallback answered) {
    return CompletableFuture.completedFuture(answered);
  }
}
