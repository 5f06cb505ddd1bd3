package io.backflux.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTests {

    @Test
    void credentialsComeFromTheEnvironment() {
        assertThat(Credentials.from(Map.of("DATAFORSEO_USERNAME", "u", "DATAFORSEO_PASSWORD", "p")))
                .isEqualTo(Credentials.of("u", "p"));
        assertThatIllegalStateException()
                .isThrownBy(() -> Credentials.from(Map.of("DATAFORSEO_USERNAME", "u")))
                .withMessageContaining("DATAFORSEO_PASSWORD must be set");
        assertThatIllegalArgumentException().isThrownBy(() -> Credentials.of("a:b", "p"));
    }
}
