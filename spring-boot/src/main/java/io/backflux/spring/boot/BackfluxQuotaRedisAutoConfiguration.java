package io.backflux.spring.boot;

import io.backflux.quota.redis.RedisAccountQuota;
import io.backflux.quota.redis.RedisQuotaBuilder;
import java.util.Objects;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The account's quota by a Redis that several processes share, where {@code backflux.quota.redis.url} names one, or there is a bean of
 * type {@link RedisAccountQuota}.
 */
@AutoConfiguration(after = BackfluxAutoConfiguration.class)
public final class BackfluxQuotaRedisAutoConfiguration {

    private static final String URL = "backflux.quota.redis.url";

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(RedisAccountQuota.class)
    static class SharedQuotaConfiguration {

        /** It connects when the first request is to be sent. */
        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnProperty(URL)
        RedisAccountQuota backfluxRedisAccountQuota(BacklinksConnectionDetails details, BackfluxProperties properties) {
            BackfluxProperties.Redis redis = properties.quota().redis();
            RedisQuotaBuilder quota = RedisAccountQuota.builder(Objects.requireNonNull(redis.url(), URL))
                    .limits(properties.quota().limits())
                    .lease(redis.lease())
                    .unavailableAfter(redis.unavailableAfter());
            return redis.name() == null
                    ? quota.account(details.credentials().username()).build()
                    : quota.name(redis.name()).build();
        }

        @Bean
        @ConditionalOnBean(RedisAccountQuota.class)
        BacklinksClientBuilderCustomizer backfluxRedisQuotaCustomizer(RedisAccountQuota quota) {
            return builder -> builder.quota(quota);
        }
    }

    /** A quota that is to be shared and isn't would be spent by each process alone. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("io.backflux.quota.redis.RedisAccountQuota")
    @ConditionalOnProperty(URL)
    static class MissingModuleConfiguration {

        MissingModuleConfiguration() {
            throw new IllegalStateException(URL
                    + " is set, and backflux-quota-redis is not on the class path: add it, or unset " + "the property");
        }
    }
}
