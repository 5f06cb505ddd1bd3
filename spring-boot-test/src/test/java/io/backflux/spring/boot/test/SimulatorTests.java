package io.backflux.spring.boot.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.BacklinksQuery;
import io.backflux.error.AccountRefusedException;
import io.backflux.reactor.BacklinksClient;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.FaultPlan;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

@SpringBootTest(properties = "backflux.base-url=https://nobody.example")
@AutoConfigureBacklinksSimulator(rows = 7)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SimulatorTests {

    @Autowired
    BacklinksClient client;

    @Autowired
    BacklinksSimulator simulator;

    @Test
    @Order(1)
    void clientAsksTheSimulatorWhateverThePropertiesSay() {
        assertThat(rows()).isEqualTo(7);
        assertThat(simulator.requestCount()).isEqualTo(1);

        simulator.fail(FaultPlan.code(40210));
        assertThatThrownBy(this::rows).isInstanceOf(AccountRefusedException.class);
    }

    @Test
    @Order(2)
    void faultsAndCountersOfTheTestBeforeAreGone() {
        assertThat(simulator.requestCount()).isZero();
        assertThat(rows()).isEqualTo(7);
    }

    private int rows() {
        return client.backlinks(BacklinksQuery.of("forbes.com"))
                .collectList()
                .blockOptional()
                .orElseThrow()
                .size();
    }

    @Test
    void applicationRunsAgainstASimulatorOutsideOfATest() {
        try (ConfigurableApplicationContext context = SpringApplication.from(Application::main)
                .with(SimulatorConfiguration.class, Few.class)
                .run()
                .getApplicationContext()) {
            BacklinksSimulator started = context.getBean(BacklinksSimulator.class);
            assertThat(context.getBean(BacklinksClient.class)
                            .backlinks(BacklinksQuery.of("forbes.com"))
                            .count()
                            .block())
                    .isEqualTo(4);
            assertThat(started.requestCount()).isEqualTo(1);
        }
        assertThat(simulator.requestCount()).isZero();
    }

    static class Few {
        @Bean
        BacklinksSimulator.Builder builder() {
            return BacklinksSimulator.builder().rows(4);
        }
    }

    @Nested
    class Enclosed {

        @Test
        void sharesItsContextAndSimulator(@Autowired BacklinksSimulator mine) {
            assertThat(mine).isSameAs(simulator);
            assertThat(mine.requestCount()).isZero();
        }
    }

    @Nested
    @AutoConfigureBacklinksSimulator(rows = 3)
    class OfAnotherSize {

        @Test
        void hasASimulatorOfItsOwn(@Autowired BacklinksClient other) {
            assertThat(other.backlinks(BacklinksQuery.of("forbes.com")).count().block())
                    .isEqualTo(3);
        }
    }

    @Nested
    class WithABuilder {

        @TestConfiguration
        static class Changing {
            @Bean
            BacklinksSimulator.Builder builder() {
                return BacklinksSimulator.builder().rows(5);
            }
        }

        @Test
        void goesByTheBuilder(@Autowired BacklinksClient other, @Autowired ApplicationContext context) {
            assertThat(other.backlinks(BacklinksQuery.of("forbes.com")).count().block())
                    .isEqualTo(5);
            assertThat(context.getBeansOfType(BacklinksSimulator.class)).hasSize(1);
        }
    }
}
