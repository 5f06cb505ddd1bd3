package io.backflux.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.RetryPolicy;
import io.backflux.error.ProxyFailedException;
import io.backflux.jackson.BacklinksModule;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.WaitingLimits;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.CannedTransport;
import io.backflux.reactor.transport.Credentials;
import io.backflux.reactor.transport.Timeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import tools.jackson.databind.json.JsonMapper;

class BackfluxAutoConfigurationTests {

    private final ApplicationContextRunner bare = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    BackfluxAutoConfiguration.class,
                    LifecycleAutoConfiguration.class,
                    SslAutoConfiguration.class,
                    JacksonAutoConfiguration.class));
    private final ApplicationContextRunner runner =
            bare.withPropertyValues("backflux.username=me", "backflux.password=hush");

    @Test
    void twoPropertiesMakeAClientWithTheLibrarysDefaults() {
        runner.run(context -> {
            assertThat(context).hasSingleBean(BacklinksClient.class);
            assertThat(context.getBean(BacklinksClient.class).quota().maxInFlight())
                    .isEqualTo(30);
            assertThat(context.getBean(BacklinksConnectionDetails.class).baseUrl())
                    .isNull();
        });
    }

    @Test
    void defaultsOfThePropertiesAreTheLibrarys() {
        runner.run(context -> {
            BackfluxProperties properties = context.getBean(BackfluxProperties.class);
            assertThat(properties.quota().limits()).isEqualTo(QuotaLimits.DEFAULT);
            assertThat(properties.timeouts().timeouts()).isEqualTo(Timeouts.DEFAULT);
            assertThat(properties.retry().policy()).isEqualTo(RetryPolicy.DEFAULT);
            assertThat(properties.waiting().limits()).isEqualTo(WaitingLimits.DEFAULT);
            assertThat(properties.proxy().settings()).isNull();
        });
    }

    @Test
    void memoryForSlowReadersIsSetByProperties() {
        runner.withPropertyValues("backflux.waiting.max-bytes=144MB", "backflux.waiting.stalled-after=5m")
                .run(context -> assertThat(context.getBean(BackfluxProperties.class)
                                .waiting()
                                .limits())
                        .isEqualTo(new WaitingLimits(144 << 20, Duration.ofMinutes(5))));
    }

    @Test
    void clientIsClosedWithTheContext() {
        BacklinksClient[] client = new BacklinksClient[1];
        runner.run(context -> client[0] = context.getBean(BacklinksClient.class));
        assertThat(client[0].isDisposed()).isTrue();
    }

    @Test
    void missingPasswordIsNamedAndTheUsernameIsNot() {
        bare.withPropertyValues("backflux.username=me").run(context -> {
            FailureAnalysis analysis = analysis(context);
            assertThat(analysis.getDescription())
                    .contains("backflux.password is not set")
                    .doesNotContain("username");
            assertThat(analysis.getAction())
                    .contains("Set backflux.password", "@AutoConfigureBacklinksSimulator", "SimulatorConfiguration");
        });
    }

    @Test
    void bothPropertiesAreNamedWhereBothAreMissing() {
        bare.run(context -> assertThat(analysis(context).getDescription())
                .contains("backflux.username and backflux.password are not set"));
    }

    private static FailureAnalysis analysis(AssertableApplicationContext context) {
        Throwable failure = Objects.requireNonNull(context.getStartupFailure());
        return Objects.requireNonNull(new MissingCredentialsFailureAnalyzer().analyze(failure));
    }

    @Test
    void backsOffForAClientOfTheApplications() {
        bare.withUserConfiguration(OwnClient.class).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(BacklinksClient.class);
            assertThat(context).doesNotHaveBean(BacklinksClientLifecycle.class);
        });
    }

    @Test
    void backsOffForConnectionDetailsOfTheApplications() {
        bare.withUserConfiguration(OwnDetails.class).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(BacklinksConnectionDetails.class);
            assertThat(context).hasSingleBean(BacklinksClient.class);
        });
    }

    @Test
    void customizersAreCalledInTheirOrderAfterTheProperties() {
        runner.withUserConfiguration(Customizers.class).run(context -> {
            context.getBean(BacklinksClient.class);
            assertThat(context.getBean(Customizers.class).called).containsExactly("first", "second");
        });
    }

    @Test
    void clientCanBeInjectedByALazyProxy() {
        runner.withUserConfiguration(Lazily.class, Rows.class).run(context -> {
            Lazily lazily = context.getBean(Lazily.class);
            assertThat(lazily.proxy).isNotSameAs(context.getBean(BacklinksClient.class));
            assertThat(lazily.proxy
                            .backlinks(BacklinksQuery.of("forbes.com"))
                            .collectList()
                            .block())
                    .hasSize(1);
            assertThat(lazily.proxy
                            .harvests(List.of(BacklinksQuery.of("forbes.com")))
                            .pages()
                            .collectList()
                            .block())
                    .isNotEmpty();
        });
    }

    @Test
    void lazyClientIsNotMadeBeforeItIsUsed() {
        bare.withPropertyValues("spring.main.lazy-initialization=true")
                .withUserConfiguration(Provided.class)
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThatThrownBy(() ->
                                    context.getBean(Provided.class).clients.getObject())
                            .hasRootCauseInstanceOf(MissingCredentialsException.class);
                });
    }

    @Test
    void rowsAreWrittenUnderTheApisNames() {
        runner.run(context -> {
            assertThat(context).hasSingleBean(BacklinksModule.class);
            Backlink row = Backlink.fromJson("{\"url_from\":\"https://a.example/\",\"new_field\":1}");
            assertThat(context.getBean(JsonMapper.class).writeValueAsString(row))
                    .isEqualTo(row.toJson());
        });
    }

    @Test
    void proxyThatCantBeReachedIsNamed() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        runner.withPropertyValues(
                        "backflux.proxy.host=127.0.0.1",
                        "backflux.proxy.port=" + closed,
                        "backflux.proxy.username=who",
                        "backflux.proxy.password=hush-hush",
                        "backflux.retry.max-attempts=1")
                .run(context -> assertThatThrownBy(() -> context.getBean(BacklinksClient.class)
                                .backlinks(BacklinksQuery.of("forbes.com"))
                                .blockLast())
                        .isInstanceOf(ProxyFailedException.class)
                        .hasMessageContaining("127.0.0.1:" + closed)
                        .hasMessageNotContaining("hush"));
    }

    @Test
    void unknownSslBundleFailsTheStart() {
        runner.withPropertyValues("backflux.ssl.bundle=ours")
                .run(context ->
                        assertThat(context).getFailure().hasRootCauseInstanceOf(NoSuchSslBundleException.class));
    }

    @Test
    void passwordsAreInNoTextOfTheProperties() {
        runner.withPropertyValues(
                        "backflux.proxy.host=p", "backflux.proxy.username=somebody", "backflux.proxy.password=psst")
                .run(context -> {
                    assertThat(context.getBean(BackfluxProperties.class).toString())
                            .contains("p:3128")
                            .doesNotContain("hush", "psst", "somebody");
                    assertThat(context.getBean(BacklinksConnectionDetails.class).toString())
                            .doesNotContain("hush");
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnClient {
        @Bean
        BacklinksClient ownClient() {
            return BacklinksClient.builder()
                    .transport(CannedTransport.ofRows(List.of()))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnDetails {
        @Bean
        BacklinksConnectionDetails ownDetails() {
            return new BacklinksConnectionDetails() {
                @Override
                public Credentials credentials() {
                    return Credentials.of("other", "other");
                }

                @Override
                public URI baseUrl() {
                    return URI.create("http://127.0.0.1:1");
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Rows {
        @Bean
        BacklinksClientBuilderCustomizer rows() {
            Backlink row = Backlink.fromJson("{\"url_from\":\"https://a.example/\"}");
            return builder -> builder.transport(CannedTransport.ofRows(List.of(row)));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {
        final List<String> called = new CopyOnWriteArrayList<>();

        @Bean
        @Order(2)
        BacklinksClientBuilderCustomizer second() {
            return builder -> called.add("second");
        }

        @Bean
        @Order(1)
        BacklinksClientBuilderCustomizer first() {
            return builder -> called.add("first");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Lazily {
        final BacklinksClient proxy;

        Lazily(@Lazy BacklinksClient proxy) {
            this.proxy = proxy;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Provided {
        final ObjectProvider<BacklinksClient> clients;

        Provided(ObjectProvider<BacklinksClient> clients) {
            this.clients = clients;
        }
    }
}
