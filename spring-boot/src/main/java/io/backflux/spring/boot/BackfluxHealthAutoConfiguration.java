package io.backflux.spring.boot;

import io.backflux.reactor.BacklinksClient;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health of the client under the name {@code backflux}; of one that the application made itself, without the last answer. */
@AutoConfiguration(after = BackfluxAutoConfiguration.class)
@ConditionalOnClass({ReactiveHealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnSingleCandidate(BacklinksClient.class)
@ConditionalOnEnabledHealthIndicator("backflux")
public final class BackfluxHealthAutoConfiguration {

    @Bean
    LastAnswer backfluxLastAnswer() {
        return new LastAnswer(Clock.systemUTC());
    }

    @Bean
    @ConditionalOnMissingBean(name = {"backfluxHealthIndicator", "backfluxHealthContributor"})
    ReactiveHealthIndicator backfluxHealthContributor(
            BacklinksClient client, LastAnswer lastAnswer, BackfluxProperties properties) {
        return new BacklinksHealthIndicator(
                client, lastAnswer, properties.health().balance());
    }
}
