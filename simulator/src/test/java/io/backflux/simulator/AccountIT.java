package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountIT {
    private static final String TASK = "{\"target\":\"example.com\",\"limit\":1000}";

    private final AtomicLong nanos = new AtomicLong();
    private final BacklinksSimulator simulator = BacklinksSimulator.builder()
            .rows(1_000)
            .pretty(false)
            .balance(new BigDecimal("3.5"))
            .requestsPerMinute(7_000)
            .nanoTime(nanos::get)
            .start();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        simulator.close();
    }

    private HttpResponse<String> account(String password) {
        String login = simulator.username() + ":" + password;
        URI path = simulator.baseUrl().resolve("/v3/appendix/user_data");
        HttpRequest request = HttpRequest.newBuilder(path)
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String account() {
        return account(simulator.password()).body();
    }

    @Test
    void theAccountHasItsBalancePricesAndLimits() {
        assertThat(account())
                .contains("\"status_code\":20000", "\"balance\":3.5")
                .contains("\"minute\":{\"total\":7000,\"appendix\":{\"user_data\":6},"
                        + "\"backlinks\":{\"backlinks\":{\"live\":7000}}}")
                .contains("\"priority_normal\":[{\"cost_type\":\"per_request\",\"cost\":0.02},"
                        + "{\"cost_type\":\"per_result\",\"cost\":0.00003}]")
                .contains("\"backlinks_subscription_expiry_date\":null");
    }

    @Test
    void eachPageIsPaidFromTheBalance() {
        new Api(simulator).ask(TASK);
        assertThat(simulator.balance()).isEqualByComparingTo("3.45");
        assertThat(account()).contains("\"balance\":3.45");
        simulator.balance(new BigDecimal("0.01"));
        assertThat(account()).contains("\"balance\":0.01");
        assertThat(new Api(simulator).ask(TASK).code()).isEqualTo(20000);
        assertThat(simulator.balance()).isNegative();
    }

    @Test
    void theSeventhWithinAMinuteIsRefusedAndNoPageIsFewer() {
        for (int i = 0; i < 6; i++) {
            assertThat(account())
                    .contains("\"status_code\":20000,\"status_message\":\"Ok.\",\"cost\":0,\"result_count\":1");
        }
        assertThat(account()).contains("\"status_code\":40202").contains("\"result\":null");
        assertThat(simulator.accountRequestCount()).isEqualTo(7);
        assertThat(simulator.requestCount()).isZero();
        assertThat(simulator.peakInFlight()).isZero();
        assertThat(new Api(simulator).ask(TASK).code()).isEqualTo(20000);
        nanos.addAndGet(Duration.ofSeconds(60).toNanos());
        assertThat(account()).contains("\"balance\":3.45");
        simulator.resetCounters();
        assertThat(simulator.accountRequestCount()).isZero();
    }

    @Test
    void nobodyElseIsTold() {
        HttpResponse<String> refused = account("guessed");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("\"status_code\":40100").doesNotContain("balance");
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_500, 500, 50000",
        "HTTP_500_WITH_20000, 500, balance",
        "BAD_GATEWAY_HTML, 502, <html>",
        "EMPTY_TASKS, 200, '\"tasks\":[]'",
        "PER_MINUTE_LIMIT, 200, 40202",
        "GARBAGE_AFTER_END, 200, stray bytes"
    })
    void itFailsAsThePlanSaysAndPagesDoNot(Fault fault, int status, String body) {
        simulator.failAccount(FaultPlan.of(fault).onRequest(1));
        HttpResponse<String> failed = account(simulator.password());
        assertThat(failed.statusCode()).isEqualTo(status);
        assertThat(failed.body()).contains(body);
        assertThat(account()).contains("\"balance\":3.5");
        simulator.failAccount(FaultPlan.code(40203));
        assertThat(account()).contains("40203");
        assertThat(new Api(simulator).ask(TASK).code()).isEqualTo(20000);
        simulator.clearFaults();
        assertThat(account()).contains("\"balance\":3.45");
    }
}
