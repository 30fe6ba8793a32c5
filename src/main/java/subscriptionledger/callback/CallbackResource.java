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
import subscriptionledger.callback.Arrival.Body;
import subscriptionledger.callback.Authenticator.Caller;
import subscriptionledger.callback.CallbackReader.Meaning;
import subscriptionledger.callback.CallbackReader.Meaning.ToKeep;
import subscriptionledger.journal.Journal;
import subscriptionledger.ledger.Delivery;

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
    Arrival arrival = Arrival.of(request);
    return receive(arrival)
        .thenApply(
            answered -> {
              metrics.answered(arrival.info(), answered, arrival.age());
              return Answers.of(answered.answerCode(), answered.errorInfo());
            });
  }

  private CompletionStage<Answered> receive(Arrival arrival) {
    if (arrival.caller() instanceof Caller.Refused refused) {
      String claim = new Authenticator(policy).claim(arrival.query(), arrival.at());
      return completed(Answered.refused(refused.answerCode(), claim));
    }
    if (arrival.body() instanceof Body.Whole body) {
      return arrival.caller() instanceof Caller.App app
          ? record(app.id(), arrival.info(), arrival.query(), body.bytes(), arrival.at())
          : completed(checkOnly(arrival.query(), body.bytes(), arrival.at()));
    }
    return completed(
        Answered.of(
            arrival.body() instanceof Body.TooLarge
                ? AnswerCode.TOO_LARGE
                : AnswerCode.UNAVAILABLE));
  }

  private CompletionStage<Answered> record(
      long app, RequestInfo info, CallbackQuery query, byte[] body, Instant now) {
    Meaning meaning = new CallbackReader(query, app, now).read(body);
    String command = meaning.command();
    if (!(meaning instanceof ToKeep toKeep)) {
      return completed(Answered.of(app, command, AnswerCode.IGNORED));
    }
    Delivery delivery =
        new Delivery(app, command, now, query.withoutSign(), body, toKeep.reading());
    return journal
        .append(delivery, info.id())
        .thenApply(receipt -> Answered.of(app, command, receipt));
  }

  /**
   * Answers a callback that names no app. The answer shows whether the callback would be accepted;
   * nothing is recorded.
   */
  private static Answered checkOnly(CallbackQuery query, byte[] body, Instant now) {
    return new CallbackReader(query, 0, now).read(body) instanceof ToKeep
        ? Answered.of(AnswerCode.FOREIGN_APP)
        : Answered.of(AnswerCode.IGNORED);
  }

  private static CompletionStage<Answered> completed(Answered answered) {
    return CompletableFuture.completedFuture(answered);
  }
}
