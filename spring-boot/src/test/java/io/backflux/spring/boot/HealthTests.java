package io.backflux.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.reactor.BacklinksClient;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.FaultPlan;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import reactor.core.publisher.Mono;

class HealthTests {

    private final BacklinksSimulator api = BacklinksSimulator.builder().rows(10).start();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    BackfluxAutoConfiguration.class,
                    BackfluxHealthAutoConfiguration.class,
                    LifecycleAutoConfiguration.class,
                    SslAutoConfiguration.class))
            .withPropertyValues(
                    "backflux.username=" + api.username(),
                    "backflux.password=" + api.password(),
                    "backflux.base-url=" + api.baseUrl());

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void saysHowManyPermitsAreUsedAndAsksForNothing() {
        runner.run(context -> {
            Health health = health(context);

            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails())
                    .containsEntry(
                            "quota",
                            Map.of("inFlight", 0, "maxInFlight", 30, "waitingInteractive", 0, "waitingBulk", 0))
                    .doesNotContainKeys("lastAnswer", "balance");
            assertThat(api.requestCount() + api.accountRequestCount()).isZero();
        });
    }

    @Test
    void saysWhatTheLastAnswerWas() {
        runner.run(context -> {
            harvest(context);

            assertThat(lastAnswer(health(context))).containsEntry("code", 20000).containsKey("at");
        });
    }

    @Test
    void isDownAfterTheAccountWasRefusedUntilAnAnswerComes() {
        runner.run(context -> {
            api.fail(FaultPlan.code(40210).onRequest(1));
            harvest(context);
            assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
            assertThat(lastAnswer(health(context))).containsEntry("code", 40210);

            harvest(context);
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void isUpAfterAFailureThatMayPass() {
        runner.withPropertyValues("backflux.retry.max-attempts=1").run(context -> {
            api.fail(FaultPlan.code(50000).onRequest(1));
            harvest(context);

            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            assertThat(lastAnswer(health(context))).containsEntry("code", 50000);
        });
    }

    @Test
    void balanceIsThereWhereItIsAskedForAndDecides() {
        runner.withPropertyValues("backflux.health.balance=true").run(context -> {
            api.balance(new BigDecimal("12.5"));
            assertThat(health(context).getDetails()).containsEntry("balance", new BigDecimal("12.5"));
            assertThat(api.accountRequestCount()).isEqualTo(1);
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            assertThat(api.accountRequestCount()).isEqualTo(1);
        });
        runner.withPropertyValues("backflux.health.balance=true").run(context -> {
            api.balance(BigDecimal.ZERO);
            assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
        });
    }

    @Test
    void isDownOnceTheClientIsClosed() {
        runner.run(context -> {
            context.getBean(BacklinksClient.class).close();
            assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
        });
    }

    @Test
    void canBeSwitchedOff() {
        runner.withPropertyValues("management.health.backflux.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(ReactiveHealthIndicator.class));
    }

    private static void harvest(ApplicationContext context) {
        context.getBean(BacklinksClient.class)
                .backlinks(BacklinksQuery.of("forbes.com"))
                .onErrorComplete()
                .blockLast();
    }

    private static Health health(ApplicationContext context) {
        Mono<Health> health = context.getBean(ReactiveHealthIndicator.class).health();
        return health.blockOptional().orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> lastAnswer(Health health) {
        return Objects.requireNonNull((Map<String, Object>) health.getDetails().get("lastAnswer"));
    }
}
