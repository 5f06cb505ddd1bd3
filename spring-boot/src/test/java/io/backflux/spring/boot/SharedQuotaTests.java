package io.backflux.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.quota.redis.RedisAccountQuota;
import io.backflux.reactor.BacklinksClient;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whose quota a client takes its permits from; nothing is connected. */
class SharedQuotaTests {

    private static final String SOMEWHERE = "backflux.quota.redis.url=redis://:hush-hush@127.0.0.1:1";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    BackfluxAutoConfiguration.class,
                    BackfluxQuotaRedisAutoConfiguration.class,
                    LifecycleAutoConfiguration.class,
                    SslAutoConfiguration.class))
            .withPropertyValues("backflux.username=me", "backflux.password=hush");

    @Test
    void theQuotaIsThisJvmsAloneUnlessThereIsAUrl() {
        runner.run(context -> {
            assertThat(context).doesNotHaveBean(RedisAccountQuota.class);
            assertThat(context.getBean(BacklinksClient.class).quota()).isNotInstanceOf(RedisAccountQuota.class);
        });
    }

    @Test
    void withAUrlItIsShared() {
        runner.withPropertyValues(SOMEWHERE, "backflux.quota.max-in-flight=7").run(context -> {
            assertThat(context.getBean(BacklinksClient.class).quota())
                    .isSameAs(context.getBean(RedisAccountQuota.class));
            assertThat(context.getBean(BacklinksClient.class).quota().maxInFlight())
                    .isEqualTo(7);
        });
    }

    @Test
    void propertiesDoNotShowTheUrl() {
        runner.withPropertyValues(SOMEWHERE, "backflux.quota.redis.name=nightly")
                .run(context -> assertThat(context.getBean(BackfluxProperties.class))
                        .asString()
                        .contains("nightly")
                        .doesNotContain("hush"));
        assertThat(Secrets.isSecret("backflux.quota.redis.url")).isTrue();
        assertThat(Secrets.isSecret("BACKFLUX_QUOTA_REDIS_URL")).isTrue();
    }

    @Test
    void aUrlThatCannotBeReadFailsWithoutSayingIt() {
        runner.withPropertyValues("backflux.quota.redis.url=127.0.0.1:hush-hush")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageStartingWith("the URL of Redis must be redis://HOST:PORT")
                        .hasMessageNotContaining("hush"));
    }

    @Test
    void anOwnQuotaIsTheClients() {
        runner.withUserConfiguration(OwnQuota.class)
                .run(context -> assertThat(
                                context.getBean(BacklinksClient.class).quota())
                        .isSameAs(context.getBean(RedisAccountQuota.class)));
    }

    @Test
    void withoutTheModuleNothingIsDifferentAndAUrlIsAFailure() {
        ApplicationContextRunner without = runner.withClassLoader(new FilteredClassLoader("io.backflux.quota.redis"));
        without.run(context -> assertThat(context).hasSingleBean(BacklinksClient.class));
        without.withPropertyValues(SOMEWHERE)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("backflux-quota-redis is not on the class path"));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnQuota {

        @Bean
        RedisAccountQuota quota() {
            return RedisAccountQuota.builder("redis://127.0.0.1:1").name("mine").build();
        }
    }
}
