package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.RetryPolicy;
import io.backflux.quota.redis.RedisAccountQuota;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Whose quota a command takes its permits from; nothing is connected. */
class SharedQuotaTests {

    private static final String SOMEWHERE = "redis://127.0.0.1:1";

    private static Server server(Map<String, String> environment, String... options) {
        ServerOptions parsed = CommandLine.populateCommand(new ServerOptions(), options);
        return parsed.open(environment, RetryPolicy.DEFAULT);
    }

    @Test
    void theQuotaIsThisProcesssAloneUnlessAskedFor() {
        try (Server server = server(Map.of(), "--simulate")) {
            assertThat(server.client().quota()).isNotInstanceOf(RedisAccountQuota.class);
        }
    }

    @Test
    void withAnOptionOrInTheEnvironmentItIsShared() {
        try (Server byOption = server(Map.of(), "--simulate", "--quota-redis", SOMEWHERE, "--max-in-flight", "7");
                Server byEnvironment = server(Map.of("BACKFLUX_QUOTA_REDIS", SOMEWHERE), "--simulate")) {
            assertThat(byOption.client().quota())
                    .isInstanceOf(RedisAccountQuota.class)
                    .isSameAs(byOption.quota());
            assertThat(byOption.client().quota().maxInFlight()).isEqualTo(7);
            assertThat(byEnvironment.client().quota()).isInstanceOf(RedisAccountQuota.class);
        }
    }

    @Test
    void anotherServersCommandSharesItToo() {
        Map<String, String> account = Map.of("DATAFORSEO_USERNAME", "me", "DATAFORSEO_PASSWORD", "hush");
        try (Server server = server(account, "--quota-redis", SOMEWHERE)) {
            assertThat(server.client().quota()).isInstanceOf(RedisAccountQuota.class);
        }
    }
}
