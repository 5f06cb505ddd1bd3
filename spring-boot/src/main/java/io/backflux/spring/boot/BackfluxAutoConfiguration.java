package io.backflux.spring.boot;

import io.backflux.jackson.BacklinksModule;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.BacklinksClientBuilder;
import java.net.URI;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A {@link BacklinksClient} by the properties {@code backflux.*}, unless there is one. Its end is waited for as the application ends: nothing
 * more is sent then, and what was paid for still arrives.
 */
@AutoConfiguration(
        after = {LifecycleAutoConfiguration.class, SslAutoConfiguration.class},
        beforeName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration")
@EnableConfigurationProperties({BackfluxProperties.class, LifecycleProperties.class})
public final class BackfluxAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    BacklinksConnectionDetails backlinksConnectionDetails(BackfluxProperties properties) {
        return new PropertiesBacklinksConnectionDetails(properties);
    }

    /** Ends a little before Boot stops waiting, so that what is left can be aborted in order. */
    @Bean
    @ConditionalOnMissingBean(BacklinksClient.class)
    BacklinksClientLifecycle backlinksClientLifecycle(LifecycleProperties properties) {
        Duration timeout = properties.getTimeoutPerShutdownPhase();
        return new BacklinksClientLifecycle(timeout.minus(timeout.dividedBy(10)));
    }

    @Bean
    @ConditionalOnMissingBean
    BacklinksClient backlinksClient(
            BacklinksConnectionDetails details,
            BackfluxProperties properties,
            SslBundles bundles,
            ObjectProvider<BacklinksClientBuilderCustomizer> customizers,
            BacklinksClientLifecycle lifecycle) {
        BacklinksClientBuilder builder = BacklinksClient.builder().credentials(details.credentials());
        URI baseUrl = details.baseUrl();
        if (baseUrl != null) {
            builder.baseUrl(baseUrl);
        }
        new PropertiesCustomizer(properties, bundles).customize(builder);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return lifecycle.ending(builder.build());
    }

    /** Rows, pages and summaries as JSON. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(BacklinksModule.class)
    static class JacksonConfiguration {

        @Bean
        @ConditionalOnMissingBean
        BacklinksModule backlinksModule() {
            return new BacklinksModule();
        }
    }

    /** What the endpoints may never show, whatever else they are to show. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SanitizingFunction.class)
    static class SanitizingConfiguration {

        @Bean
        SanitizingFunction backfluxSanitizingFunction() {
            return data -> Secrets.isSecret(data.getKey()) ? data.withSanitizedValue() : data;
        }
    }
}
