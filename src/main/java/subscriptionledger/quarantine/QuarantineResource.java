package subscriptionledger.quarantine;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import subscriptionledger.callback.QuarantineReader;
import subscriptionledger.feed.Feed;
import subscriptionledger.http.Operators;
import subscriptionledger.http.Problem;
import subscriptionledger.http.ProblemException;
import subscriptionledger.http.QueryParameters;
import subscriptionledger.http.Replies;
import subscriptionledger.journal.Journal;
import subscriptionledger.journal.Receipt;
import subscriptionledger.ledger.Delivery;
import subscriptionledger.ledger.Delivery.ReplayRequest;
import subscriptionledger.ledger.Interpretation;
import subscriptionledger.quarantine.QuarantineQueries.QuarantinedDelivery;
import subscriptionledger.store.Durability;
import subscriptionledger.store.QuarantineRow.DecisionType;

/** An app's authentic callbacks that were not understood. */
@Path("/apps/{app: \\d{1,18}}/quarantine")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class QuarantineResource {
  /**
   * The maximum number of deliveries on a page. It is low because each contains a body, which may
   * be long.
   */
  private static final int MAX_LIMIT = 100;

  @Inject private Durability durability;
  @Inject private Quarantine quarantine;
  @Inject private Feed feed;
  @Inject private QuarantineReader reader;
  @EJB private Journal journal;
  @Context private SecurityContext security;

  /** The two parts of the quarantine. It is public because WildFly checks the default value. */
  public enum QuarantineSection {
    WAITING,
    DECIDED
  }

  @GET
  public Response deliveries(
      @PathParam("app") long app,
      @DefaultValue("0") @QueryParam("after") Long after,
      @DefaultValue("100") @QueryParam("limit") Long limit,
      @DefaultValue("WAITING") @QueryParam("which") QuarantineSection which) {
    int most = QueryParameters.limit(limit, MAX_LIMIT);
    feed.head(app);
    List<QuarantinedDelivery> deliveries =
        quarantine.deliveries(app, after, most, which == QuarantineSection.DECIDED);
    long next = deliveries.isEmpty() ? after : deliveries.get(deliveries.size() - 1).number();
    return Replies.ok(
        new QuarantinePayload(deliveries.stream().map(QuarantinePayload.Item::of).toList(), next));
  }

  @GET
  @Path("{delivery: \\d{1,18}}")
  public Response delivery(@PathParam("app") long app, @PathParam("delivery") long number) {
    return Replies.ok(QuarantinePayload.Item.of(find(app, number)));
  }

  /**
   * Reads the delivery again, because this version may understand a callback that an older one did
   * not.
   */
  @POST
  @Path("{delivery: \\d{1,18}}/replay")
  public Response replay(@PathParam("app") long app, @PathParam("delivery") long number) {
    String operator = Operators.name(security);
    QuarantinedDelivery delivery = find(app, number);
    if (delivery.decision().isPresent()) {
      throw new ProblemException(Problem.decided());
    }
    Delivery again =
        reader.reread(app, delivery.query(), delivery.body(), new ReplayRequest(number, operator));
    Interpretation interpretation = again.interpretation();
    if (!interpretation.isForTheLedger()) {
      return decide(app, number, DecisionType.REPLAYED, operator);
    }
    if (interpretation.objection() != null) {
      throw new ProblemException(Problem.notUnderstood(interpretation.objection()));
    }
    Receipt receipt = journal.append(again, "replay-" + number).toCompletableFuture().join();
    if (receipt instanceof Receipt.Decided) {
      throw new ProblemException(Problem.decided());
    }
    if (receipt instanceof Receipt.Refused) {
      throw new ProblemException(
          Problem.unavailable(
              "The delivery was not recorded in time. Get it again before you retry: if it has a decision, it was recorded after all."));
    }
    quarantine.log(app, number, DecisionType.REPLAYED, operator);
    return Replies.ok(QuarantinePayload.Item.of(find(app, number)));
  }

  @POST
  @Path("{delivery: \\d{1,18}}/discard")
  public Response discard(@PathParam("app") long app, @PathParam("delivery") long number) {
    String operator = Operators.name(security);
    find(app, number);
    return decide(app, number, DecisionType.DISCARDED, operator);
  }

  private Response decide(long app, long number, DecisionType type, String operator) {
    if (!durability.write(() -> quarantine.decide(app, number, type, operator))) {
      throw new ProblemException(Problem.decided());
    }
    return Replies.ok(QuarantinePayload.Item.of(find(app, number)));
  }

  private QuarantinedDelivery find(long app, long number) {
    return quarantine
        .delivery(app, number)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.unknown(app, "delivery " + number + " in quarantine")));
  }
}
