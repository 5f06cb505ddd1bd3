package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Credentials;
import io.backflux.reactor.transport.HttpTransport;
import io.backflux.reactor.transport.Timeouts;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BacklinksClientTests {

    private static final Credentials SOMEBODY = Credentials.of("somebody", "s3cret-pass");

    @Test
    void withoutCredentialsNothingIsBuilt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> BacklinksClient.builder().build())
                .withMessageContaining("credentials must be set");
    }

    private static BacklinksClientBuilder at(String url) {
        return BacklinksClient.builder().credentials(SOMEBODY).baseUrl(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example",
                "http://127.evil.example",
                "http://localhost.evil.example",
                "HTTP://api.example",
                "http://10.0.0.7:8080/dataforseo",
                "http://[2001:db8::1]"
            })
    void thePasswordGoesNowhereInTheClearUnlessAllowed(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> at(url).build())
                .withMessageStartingWith("baseUrl must be https, because the password goes along, was http to ")
                .withMessageContaining("allowPlainHttp(true)");
        at(url).allowPlainHttp(true).build().close();
        BacklinksClient.builder()
                .allowPlainHttp(true)
                .baseUrl(URI.create(url))
                .credentials(SOMEBODY)
                .build()
                .close();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> at(url).allowPlainHttp(true).allowPlainHttp(false).build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:80",
                "http://127.255.0.9",
                "http://[::1]:80",
                "http://[0:0:0:0:0:0:0:1]",
                "http://localhost:80",
                "http://LocalHost",
                "https://api.example",
                "https://api.example/gateway"
            })
    void thisMachineAndHttpsAreFine(String url) {
        at(url).build().close();
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://api.example, its scheme was ftp",
        "api.example, its scheme was null",
        "/x, its scheme was null",
        "https:api.example, it had no host",
        "https:///x, it had no host",
        "https://a_b.example, it had no host",
        "https://me:hush@api.example, it had a login",
        "https://api.example?key=hush, it had a query or a fragment",
        "https://api.example/x#hush, it had a query or a fragment",
        "https://api.example:0, its port was 0",
        "https://api.example:65536, its port was 65536",
        "https://api.example/gw/v3/backlinks/backlinks/live/, it had the endpoint's own path",
    })
    void whatIsNoBaseUrlIsRefusedAtOnceAndNotRepeated(String url, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BacklinksClient.builder().baseUrl(URI.create(url)))
                .withMessageStartingWith("baseUrl must be like https://host")
                .withMessageContaining(why)
                .satisfies(refused -> assertThat(refused).hasMessageNotContaining("hush"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example, https://api.example/v3/backlinks/backlinks/live",
        "HTTPS://API.Example:443/, https://api.example/v3/backlinks/backlinks/live",
        "https://api.example:80, https://api.example:80/v3/backlinks/backlinks/live",
        "http://gw:80/prefix, http://gw/prefix/v3/backlinks/backlinks/live",
        "https://gw/prefix/, https://gw/prefix/v3/backlinks/backlinks/live",
        "https://gw/a%20b/./C//, https://gw/a%20b/C/v3/backlinks/backlinks/live",
        "http://[::1]:8080/p, http://[::1]:8080/p/v3/backlinks/backlinks/live",
    })
    void theEndpointIsBelowThePathOfTheBaseUrl(String url, String endpoint) {
        assertThat(HttpTransport.endpoint(URI.create(url))).hasToString(endpoint);
    }

    @Test
    void openClientsOfOneAccountHaveTheSameLimits() {
        URI api = URI.create("https://limits.example");
        BacklinksClient first =
                BacklinksClient.builder().baseUrl(api).credentials(SOMEBODY).build();
        BacklinksClientBuilder other =
                BacklinksClient.builder().baseUrl(api).credentials(SOMEBODY).quotaLimits(new QuotaLimits(5, 100));

        assertThatIllegalStateException()
                .isThrownBy(other::build)
                .withMessageContaining("maxInFlight=30")
                .withMessageContaining("maxInFlight=5");

        first.close();
        other.build().close();
    }

    @Test
    void aPasswordIsInNoText() {
        assertThat(SOMEBODY).asString().doesNotContain("s3cret");
        assertThat(SOMEBODY).isEqualTo(Credentials.of("somebody", "s3cret-pass"));
    }

    @Test
    void timeoutsAreMoreThanNothing() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timeouts(second, second, Duration.ZERO, second))
                .withMessage("betweenReads must be positive, was PT0S");
    }
}
