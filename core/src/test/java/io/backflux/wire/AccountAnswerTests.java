package io.backflux.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.AccountStatus;
import io.backflux.ParseLimits;
import io.backflux.error.BacklinksException;
import io.backflux.error.UnexpectedAnswerException;
import io.backflux.paging.AnswerJudge;
import io.backflux.paging.Failure;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountAnswerTests {

    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private static String ofTask(String task) {
        return "{\"status_code\":20000,\"tasks\":[{\"id\":\"t-1\"," + task + "}]}";
    }

    private static String of(String account) {
        return ofTask("\"status_code\":20000,\"result\":[{" + account + "}]");
    }

    private static AccountAnswer read(String json) {
        return AccountAnswer.read(json.getBytes(StandardCharsets.UTF_8), false, ParseLimits.DEFAULT, NOW);
    }

    private static AccountStatus status(String account) {
        AccountAnswer answer = read(of(account));
        assertThat(AnswerJudge.judge(200, answer)).isNull();
        return Objects.requireNonNull(answer.status());
    }

    private static Failure failure(int httpStatus, String json) {
        return Objects.requireNonNull(AnswerJudge.judge(httpStatus, read(json)));
    }

    @Test
    void whatIsDocumentedIsRead() {
        AccountStatus status = status(
                "\"login\":\"somebody@example.com\",\"money\":{\"total\":500,\"balance\":26.913},"
                        + "\"rates\":{\"limits\":{\"minute\":{\"total\":10000,\"backlinks\":{\"backlinks\":{\"live\":2500}}}}},"
                        + "\"price\":{\"backlinks\":{\"backlinks\":{\"live\":{\"priority_normal\":["
                        + "{\"cost_type\":\"per_request\",\"cost\":0.024},{\"cost_type\":\"per_result\",\"cost\":3.6e-5}]}}}},"
                        + "\"backlinks_subscription_expiry_date\":\"2026-12-15 12:57:46 +00:00\",\"more\":[{\"to\":[\"come\"]}]");
        assertThat(status)
                .isEqualTo(AccountStatus.builder(NOW)
                        .balance(new BigDecimal("26.913"))
                        .requestsPerMinute(2500)
                        .pricePerRequest(new BigDecimal("0.024"))
                        .pricePerRow(new BigDecimal("0.000036"))
                        .subscriptionExpiry(Instant.parse("2026-12-15T12:57:46Z"))
                        .build());
        assertThat(status.toString()).doesNotContain("somebody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"money\":null,\"rates\":null,\"price\":null,\"backlinks_subscription_expiry_date\":null",
                "\"money\":{\"balance\":null},\"rates\":{\"limits\":{\"minute\":{\"total\":null}}}",
                "\"rates\":{\"limits\":{\"minute\":{\"total\":0}}},\"backlinks_subscription_expiry_date\":\"soon\""
            })
    void whatIsNotSaidIsNull(String account) {
        assertThat(status(account)).isEqualTo(AccountStatus.builder(NOW).build());
    }

    @ParameterizedTest
    @CsvSource({
        "10000, 10000",
        "{\"total\":10000}, 10000",
        "'{\"backlinks\":{\"backlinks\":{\"live\":300}}}', 300",
        "'{\"total\":200,\"backlinks\":{\"backlinks\":{\"live\":300}}}', 200",
        "'{\"total\":200,\"backlinks\":[]}', 200",
        "{\"total\":1.2e3}, 1200"
    })
    void theLowestLimitCounts(String minute, int limit) {
        assertThat(status("\"rates\":{\"limits\":{\"minute\":" + minute + "}}").requestsPerMinute())
                .isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{\"backlinks\":[]}",
                "{\"backlinks\":{\"backlinks\":{\"live\":{\"priority_normal\":{}}}}}"
            })
    void pricesInAnotherShapeAreNone(String price) {
        AccountStatus status = status("\"money\":{\"balance\":1},\"price\":" + price);
        assertThat(status.pricePerRow()).isNull();
        assertThat(status.balance()).isEqualByComparingTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"money\":{\"balance\":\"1\"}', $.tasks[0].result[0].money.balance, this must be a number",
        "'\"money\":{\"balance\":{}}', $.tasks[0].result[0].money.balance, this must be a number",
        "'\"money\":[]', $.tasks[0].result[0].money, this must be an object",
        "'\"rates\":7', $.tasks[0].result[0].rates, this must be an object",
        "'\"rates\":{\"limits\":{\"minute\":{\"total\":true}}}', $.tasks[0].result[0].rates.limits.minute.total, this must be a number",
        "'\"rates\":{\"limits\":{\"minute\":2.5}}', $.tasks[0].result[0].rates.limits.minute, this must be an integer",
    })
    void anotherTypeIsUnexpectedAndNamed(String account, String path, String what) {
        Failure failure = failure(200, of(account));
        assertThat(failure.kind()).isEqualTo(Failure.Kind.UNEXPECTED);
        BacklinksException error = failure.toException();
        assertThat(error.place().path()).isEqualTo(path);
        assertThat(error.place().taskId()).isEqualTo("t-1");
        assertThat(error).hasMessage(what + " (task t-1, at path " + path + ")");
        assertThat(error).isInstanceOf(UnexpectedAnswerException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "200, '', MALFORMED",
        "200, '   ', MALFORMED",
        "200, '<html>', MALFORMED",
        "200, '{\"status_code\":20000,\"tasks\":[{', MALFORMED",
        "200, '{\"status_code\":20000} x', MALFORMED",
        "200, '{} {}', UNEXPECTED",
        "200, '[]', UNEXPECTED",
        "200, 'null', UNEXPECTED",
        "200, '{\"status_code\":20000}', UNEXPECTED",
        "200, '{\"status_code\":20000,\"tasks\":7}', UNEXPECTED",
        "200, '{\"status_code\":\"x\"}', UNEXPECTED",
        "200, '{\"status_code\":20000,\"tasks\":[{\"status_code\":20000,\"result\":null}]}', UNEXPECTED",
        "200, '{\"status_code\":20000,\"tasks\":[{\"status_code\":20000,\"result\":[7]}]}', UNEXPECTED",
        "200, '{\"status_code\":20000,\"tasks\":[{\"status_code\":40202,\"result\":null}]}', MINUTE_QUOTA_USED",
        "200, '{\"status_code\":20000,\"tasks\":[{\"status_code\":40203,\"result\":null}]}', ACCOUNT_REFUSED",
        "401, '{\"status_code\":40100,\"tasks\":null}', ACCOUNT_REFUSED",
        "404, '<html>', REQUEST_REFUSED",
        "500, '{\"status_code\":50000,\"tasks\":null}', SERVER_FAILED",
        "502, '<html>', SERVER_FAILED",
    })
    void whatIsNoAccountFailsAsAPageDoes(int httpStatus, String body, Failure.Kind kind) {
        assertThat(failure(httpStatus, body).kind()).isEqualTo(kind);
    }

    @Test
    void gzipIsUnpackedAndTooMuchIsRefused() {
        byte[] packed = Gzip.of(of("\"money\":{\"balance\":5}").getBytes(StandardCharsets.UTF_8));
        AccountAnswer answer = AccountAnswer.read(packed, true, ParseLimits.DEFAULT, NOW);
        assertThat(Objects.requireNonNull(answer.status()).balance()).isEqualByComparingTo("5");

        byte[] bomb = Gzip.of(("{\"x\":\"" + " ".repeat(10_000) + "\"}").getBytes(StandardCharsets.UTF_8));
        ParseLimits few = new ParseLimits(1 << 20, 5_000, 64, 1024, 1 << 20, 128);
        Failure tooLarge = Objects.requireNonNull(AnswerJudge.judge(200, AccountAnswer.read(bomb, true, few, NOW)));
        assertThat(tooLarge.kind()).isEqualTo(Failure.Kind.TOO_LARGE);

        packed[20] ^= 0x55;
        Failure damaged = Objects.requireNonNull(
                AnswerJudge.judge(200, AccountAnswer.read(packed, true, ParseLimits.DEFAULT, NOW)));
        assertThat(damaged.kind()).isEqualTo(Failure.Kind.MALFORMED);
    }

    @Test
    void aBalanceIsBelowWhatCostsMoreAndAnUnknownOneIsNot() {
        AccountStatus.Builder account = AccountStatus.builder(NOW);
        assertThat(account.build().isBalanceBelow(BigDecimal.TEN)).isFalse();
        assertThat(account.balance(new BigDecimal("9.99")).build().isBalanceBelow(BigDecimal.TEN))
                .isTrue();
        assertThat(account.balance(new BigDecimal("10.0")).build().isBalanceBelow(BigDecimal.TEN))
                .isFalse();
    }
}
