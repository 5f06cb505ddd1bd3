package io.backflux.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.micrometer.BackfluxMicrometer;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.transport.CannedTransport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MicrometerTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    BackfluxAutoConfiguration.class,
                    BackfluxMicrometerAutoConfiguration.class,
                    LifecycleAutoConfiguration.class,
                    SslAutoConfiguration.class))
            .withPropertyValues("backflux.username=me", "backflux.password=hush")
            .withBean(
                    BacklinksClientBuilderCustomizer.class,
                    () -> builder -> builder.transport(CannedTransport.ofRows(List.of())));

    @Test
    void requestsAreCountedWhereThereIsARegistry() {
        runner.withBean(ObservationRegistry.class, ObservationRegistry::create)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> {
                    context.getBean(BacklinksClient.class)
                            .backlinks(BacklinksQuery.of("forbes.com"))
                            .blockLast();
                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("backflux.requests")
                                    .counter()
                                    .count())
                            .isEqualTo(1);
                });
    }

    @Test
    void nothingIsObservedWhereThereIsNone() {
        runner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BackfluxMicrometer.class));
    }

    @Test
    void observationsDoWithoutARegistryForMeters() {
        runner.withBean(ObservationRegistry.class, ObservationRegistry::create).run(context -> {
            assertThat(context).hasSingleBean(BackfluxMicrometer.class);
            context.getBean(BacklinksClient.class)
                    .backlinks(BacklinksQuery.of("forbes.com"))
                    .blockLast();
        });
    }
}
