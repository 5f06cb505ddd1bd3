package io.backflux.spring.boot;

import io.backflux.micrometer.BackfluxMicrometer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Spans and meters of the client, where the application has a registry for observations; a bean of type {@link BackfluxMicrometer} says it
 * otherwise.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnClass({BackfluxMicrometer.class, MeterRegistry.class, ObservationRegistry.class})
@ConditionalOnBean(ObservationRegistry.class)
public final class BackfluxMicrometerAutoConfiguration {

    /** Meters go nowhere where there is no registry for them. */
    @Bean
    @ConditionalOnMissingBean
    BackfluxMicrometer backfluxMicrometer(ObservationRegistry observations, ObjectProvider<MeterRegistry> meters) {
        return BackfluxMicrometer.of(observations, meters.getIfAvailable(CompositeMeterRegistry::new));
    }

    /** The last one, so that what others do to a request is part of what is observed. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    BacklinksClientBuilderCustomizer backfluxMicrometerCustomizer(BackfluxMicrometer micrometer) {
        return micrometer::observe;
    }
}
