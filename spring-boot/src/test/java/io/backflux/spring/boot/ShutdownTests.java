package io.backflux.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.error.ClientClosedException;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.transport.CannedTransport;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

class ShutdownTests {

    private static final long PATIENCE_SECONDS = 30;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    BackfluxAutoConfiguration.class, LifecycleAutoConfiguration.class, SslAutoConfiguration.class))
            .withPropertyValues("backflux.username=me", "backflux.password=hush")
            .withUserConfiguration(HeldAnswers.class);

    @Test
    void pageInFlightStillArrivesAndNoFurtherOneIsRequested() {
        runner.run(context -> {
            HeldAnswers answers = context.getBean(HeldAnswers.class);
            BacklinksClient client = context.getBean(BacklinksClient.class);
            Queue<Backlink> rows = new ConcurrentLinkedQueue<>();
            AtomicReference<Throwable> error = new AtomicReference<>();
            client.backlinks(
                            BacklinksQuery.of("forbes.com").toBuilder().limit(2).build())
                    .subscribe(rows::add, error::set);
            assertThat(answers.requests).hasValue(1);

            Thread closing = new Thread(context::close);
            closing.start();
            HeldAnswers.await(client);
            answers.release.tryEmitEmpty();
            closing.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));

            assertThat(closing.isAlive()).isFalse();
            assertThat(rows).hasSize(2);
            assertThat(error.get()).isInstanceOf(ClientClosedException.class);
            assertThat(answers.requests).hasValue(1);
        });
    }

    @Test
    void whatDoesNotArriveWithinBootsTimeIsAborted() {
        runner.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=10ms")
                .run(context -> {
                    AtomicReference<Throwable> error = new AtomicReference<>();
                    context.getBean(BacklinksClient.class)
                            .backlinks(BacklinksQuery.of("forbes.com"))
                            .subscribe(row -> {}, error::set);

                    context.close();

                    assertThat(error.get()).isInstanceOf(ClientClosedException.class);
                });
    }

    @Test
    void contextThatIsStoppedAndStartedAgainKeepsItsClient() {
        runner.run(context -> {
            ConfigurableApplicationContext source = context.getSourceApplicationContext();
            source.stop();
            source.start();

            assertThat(context.getBean(BacklinksClient.class).isDisposed()).isFalse();
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class HeldAnswers {

        final Sinks.Empty<Void> release = Sinks.empty();
        final AtomicInteger requests = new AtomicInteger();
        private final CannedTransport transport = CannedTransport.ofRows(IntStream.range(0, 5)
                .mapToObj(number -> Backlink.fromJson("{\"url_from\":\"https://a.example/" + number + "\"}"))
                .toList());

        @Bean
        BacklinksClientBuilderCustomizer held() {
            return builder -> builder.transport(transport)
                    .transportDecorator(next -> request -> release.asMono()
                            .thenMany(Flux.defer(() -> next.exchange(request)))
                            .doOnSubscribe(subscription -> requests.incrementAndGet()));
        }

        /** Until it sends nothing more. */
        static void await(BacklinksClient client) throws InterruptedException {
            long end = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
            while (!client.isDisposed() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
    }
}
