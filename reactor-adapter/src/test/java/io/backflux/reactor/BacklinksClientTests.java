package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backflux.reactor.quota.QuotaLimits;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BacklinksClientTests {

    private static final Credentials SOMEBODY = Credentials.of("somebody", "s3cret-pass");

    @Test
    void withoutCredentialsNothingIsBuilt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> BacklinksClient.builder().build())
                .withMessageContaining("credentials must be set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.example", "http://127.evil.example", "ftp://api.example", "api.example", "/x"})
    void thePasswordGoesNowhereInTheClear(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BacklinksClient.builder().baseUrl(URI.create(url)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:80", "http://[::1]:80", "http://localhost:80", "https://api.example"})
    void thisMachineAndHttpsAreFine(String url) {
        BacklinksClient.builder()
                .baseUrl(URI.create(url))
                .credentials(SOMEBODY)
                .build()
                .close();
    }

    @Test
    void clientsOfOneAccountHaveTheSameLimits() {
        URI api = URI.create("https://limits.example");
        BacklinksClient.builder().baseUrl(api).credentials(SOMEBODY).build().close();

        assertThatIllegalStateException()
                .isThrownBy(() -> BacklinksClient.builder()
                        .baseUrl(api)
                        .credentials(SOMEBODY)
                        .quotaLimits(new QuotaLimits(5, 100))
                        .build())
                .withMessageContaining("maxInFlight=30")
                .withMessageContaining("maxInFlight=5");
    }

    @Test
    void aPasswordIsInNoText() {
        assertThat(SOMEBODY).asString().doesNotContain("s3cret");
        assertThat(SOMEBODY).isEqualTo(Credentials.of("somebody", "s3cret-pass"));
    }

    @Test
    void credentialsComeFromTheEnvironment() {
        assertThat(Credentials.from(Map.of("DATAFORSEO_USERNAME", "u", "DATAFORSEO_PASSWORD", "p")))
                .isEqualTo(Credentials.of("u", "p"));
        assertThatIllegalStateException()
                .isThrownBy(() -> Credentials.from(Map.of("DATAFORSEO_USERNAME", "u")))
                .withMessageContaining("DATAFORSEO_PASSWORD must be set");
        assertThatIllegalArgumentException().isThrownBy(() -> Credentials.of("a:b", "p"));
    }

    @Test
    void timeoutsAreMoreThanNothing() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timeouts(second, second, Duration.ZERO, second))
                .withMessage("betweenReads must be more than nothing, was PT0S");
    }
}
