package subscriptionledger.bench.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Receives the callbacks. */
@RestController
public class CallbackController {
  private static final String ADD = "OfficialAccount.CallbackAfterAddSubscriber";
  private static final String DELETE = "OfficialAccount.CallbackAfterDeleteSubscriber";

  private final Authenticator authenticator;
  private final LedgerService ledger;
  private final ObjectMapper json;

  public CallbackController(Authenticator authenticator, LedgerService ledger, ObjectMapper json) {
    this.authenticator = authenticator;
    this.ledger = ledger;
    this.json = json;
  }

  @PostMapping("/subscription-ledger/callback")
  public ResponseEntity<Answer> receive(
      @RequestParam("SdkAppid") long app,
      @RequestParam("Sign") String sign,
      @RequestParam("RequestTime") long requestTime,
      @RequestParam(name = "OptPlatform", required = false) String platform,
      @RequestParam(name = "ClientIP", required = false) String clientIp,
      @RequestBody byte[] body,
      HttpServletRequest request)
      throws IOException {
    Optional<Answer> refusal = authenticator.refusal(app, sign, requestTime);
    if (refusal.isPresent()) {
      return ResponseEntity.status(HttpStatus.FORBIDDEN).body(refusal.get());
    }
    Callback callback = json.readValue(body, Callback.class);
    if (ADD.equals(callback.command()) || DELETE.equals(callback.command())) {
      record(new Received(app, platform, clientIp, withoutSign(request), body, callback));
    }
    return ResponseEntity.ok(Answer.OK);
  }

  /** The second try finds out which of the events are recorded already. */
  private void record(Received received) {
    try {
      ledger.record(received);
    } catch (DataIntegrityViolationException e) {
      ledger.recordWhatIsNew(received);
    }
  }

  private static String withoutSign(HttpServletRequest request) {
    return Arrays.stream(request.getQueryString().split("&"))
        .filter(parameter -> !parameter.startsWith("Sign="))
        .collect(Collectors.joining("&"));
  }

  /** A callback with all that is recorded of it. */
  record Received(
      long app, String platform, String clientIp, String query, byte[] body, Callback callback) {
    String kind() {
      return callback.command().equals(ADD) ? "SUBSCRIBED" : "UNSUBSCRIBED";
    }
  }
}
