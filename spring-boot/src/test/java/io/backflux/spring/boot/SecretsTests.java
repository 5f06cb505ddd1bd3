package io.backflux.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import tools.jackson.databind.json.JsonMapper;

class SecretsTests {

    @Test
    void noEndpointShowsAPasswordThoughItIsToShowAll() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        BackfluxAutoConfiguration.class, LifecycleAutoConfiguration.class, SslAutoConfiguration.class))
                .withUserConfiguration(Endpoints.class)
                .withPropertyValues(
                        "backflux.username=myself",
                        "backflux.password=hush",
                        "backflux.proxy.host=proxy.example",
                        "backflux.proxy.username=proxy-login",
                        "backflux.proxy.password=psst")
                .run(context -> {
                    String shown = JsonMapper.shared()
                                    .writeValueAsString(context.getBean(ConfigurationPropertiesReportEndpoint.class)
                                            .configurationProperties())
                            + JsonMapper.shared()
                                    .writeValueAsString(context.getBean(EnvironmentEndpoint.class)
                                            .environment("backflux.*"));

                    assertThat(shown)
                            .contains("proxy.example", "maxInFlight")
                            .doesNotContain("hush", "psst", "myself", "proxy-login");
                });
    }

    @Test
    void environmentVariablesAreSecretsToo() {
        assertThat(Secrets.isSecret("BACKFLUX_PASSWORD")).isTrue();
        assertThat(Secrets.isSecret("backflux.proxy.password")).isTrue();
        assertThat(Secrets.isSecret("backflux.quota.max-in-flight")).isFalse();
    }

    @Configuration(proxyBeanMethods = false)
    static class Endpoints {

        @Bean
        ConfigurationPropertiesReportEndpoint configurationProperties(List<SanitizingFunction> functions) {
            return new ConfigurationPropertiesReportEndpoint(functions, Show.ALWAYS);
        }

        @Bean
        EnvironmentEndpoint environmentEndpoint(Environment environment, List<SanitizingFunction> functions) {
            return new EnvironmentEndpoint(environment, functions, Show.ALWAYS);
        }
    }
}
