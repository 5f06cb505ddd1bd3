package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

class SimulatorExtensionIT {
    private static final String TASK = "{\"target\":\"example.com\"}";

    @Nested
    class WithABuilder {
        @RegisterExtension
        final SimulatorExtension extension =
                new SimulatorExtension(BacklinksSimulator.builder().rows(7));

        @RepeatedTest(2)
        void everyTestHasAFreshSimulatorOfThatKind(BacklinksSimulator simulator) {
            assertThat(simulator.requestCount()).isZero();
            assertThat(new Api(simulator).ask(TASK).items()).hasSize(7);
        }
    }

    @Nested
    @ExtendWith(SimulatorExtension.class)
    class WithDefaults {
        @Test
        void theSimulatorHasAllDefaults(BacklinksSimulator simulator) {
            assertThat(new Api(simulator).ask(TASK).result()).containsEntry("total_count", 100_000L);
        }
    }
}
