package subscriptionledger.callback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallbackQueryTest {
  private static final String SIGNATURE =
      "17773bc39a671d7b9aa835458704d2a6db81360a5940292b587d6d760d484061";

  @ParameterizedTest
  @CsvSource({
    "a=1&Sign=secret&b=2, a=1&b=2",
    "Sign=secret, ",
    "sIGN=secret&a=%zz, a=%zz",
    "%53ign=secret&a, a",
    "a=1&Sign=secret&Sign=secret2, a=1",
    "a=1&Sign=" + SIGNATURE + "&Sing=" + SIGNATURE + "&Sign" + SIGNATURE + "&b, a=1&b",
    "a=1&Sign=" + SIGNATURE + "&b=%3D" + SIGNATURE + ", a=1"
  })
  void p10KeepsTheQueryWithoutTheSign(String raw, String kept) {
    assertThat(CallbackQuery.parse(raw).withoutSign()).isEqualTo(kept);
  }

  @Test
  void p10LetsNoNulHideTheSign() {
    String hidden = SIGNATURE.substring(0, 9) + '\0' + SIGNATURE.substring(9);

    assertThat(CallbackQuery.parse("Sign=" + SIGNATURE + "&a=1&b=" + hidden).withoutSign())
        .isEqualTo("a=1");
  }

  @Test
  void readsWhatIsEncodedAndStandsWhatIsEncodedBadly() {
    CallbackQuery query = CallbackQuery.parse("OptPlatform=a%20b&ClientIP=%zz&&=&CallbackCommand");

    assertThat(query.platform()).contains("a b");
    assertThat(query.clientIp()).contains("%zz");
    assertThat(query.command()).isEmpty();
  }

  @Test
  void standsThatThereIsNone() {
    assertThat(CallbackQuery.parse(null).withoutSign()).isNull();
    assertThat(CallbackQuery.parse(null).namesAnApp()).isFalse();
  }
}
