package io.backflux.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.Fields;
import io.backflux.ParseLimits;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskParametersTests {

    private static @Nullable TaskParameters echo(String answer) {
        try (PageReader reader = new PageFormat(ParseLimits.DEFAULT).newReader()) {
            reader.feed(ByteBuffer.wrap(Answers.utf8(answer)));
            reader.endOfInput();
            while (reader.poll() != null) {}
            assertThat(reader.failure()).isNull();
            return reader.envelope().echo();
        }
    }

    private static TaskParameters echoOf(String data) {
        return Objects.requireNonNull(echo("{\"status_code\":20000,\"tasks\":[{\"data\":" + data + "}]}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tasks\":[{\"data\":{\"limit\":7},\"result\":[{\"items\":[{}]}]}]}",
                "{\"tasks\":[{\"result\":[{\"items\":[{}]}],\"data\":{\"limit\":7}}]}",
                "{\"tasks\":[{\"data\":{\"limit\":7},\"result\":null}]}",
            })
    void dataIsReadWhereverItStands(String answer) {
        assertThat(Objects.requireNonNull(echo(answer)).value("limit")).isEqualTo(new BigDecimal(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "\"limit\"", "[]", "[{\"limit\":7}]"})
    void dataThatIsNoObjectSaysNothing(String data) {
        assertThat(echo("{\"tasks\":[{\"data\":" + data + ",\"result\":[{\"items\":[{}]}]}]}"))
                .isNull();
    }

    @Test
    void whatARequestSaysIsWhatItsEchoSays() {
        BacklinksQuery query = BacklinksQuery.builder("forbes.com")
                .filters(Fields.RANK.greaterThan(80).and(Fields.DOFOLLOW.isTrue()))
                .build();
        byte[] request = RequestEncoder.encode(query, 10, null);
        String body = new String(request, java.nio.charset.StandardCharsets.UTF_8);

        TaskParameters sent = TaskParameters.of(request);
        TaskParameters echoed = echoOf(body.substring(1, body.length() - 1));

        assertThat(sent.value("target")).isEqualTo("forbes.com");
        assertThat(sent.value("filters")).isInstanceOf(List.class);
        for (String name : List.of("target", "filters", "limit")) {
            assertThat(echoed.value(name)).isEqualTo(sent.value(name));
        }
    }

    @Test
    void whatIsTooMuchForARequestIsLeftOut() {
        String many = "[" + "1,".repeat(2_000_000) + "1]";
        String deep = "[".repeat(60) + "]".repeat(60);

        TaskParameters echo =
                echoOf("{\"limit\":7,\"order_by\":" + deep + ",\"filters\":" + many + ",\"tag\":\"late\"}");

        assertThat(echo.value("limit")).isEqualTo(new BigDecimal(7));
        assertThat(echo.value("order_by")).isNull();
        assertThat(echo.value("filters")).isNull();
        assertThat(echo.value("tag")).isNull();
    }

    @Test
    void nothingOfItIsPrinted() {
        TaskParameters echo = echoOf("{\"search_after_token\":\"s3cret\",\"tag\":\"mine\"}");

        assertThat(echo).hasToString("2 parameters");
    }
}
