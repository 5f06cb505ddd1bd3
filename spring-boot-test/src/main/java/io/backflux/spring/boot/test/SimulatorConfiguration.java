package io.backflux.spring.boot.test;

import io.backflux.simulator.BacklinksSimulator;
import io.backflux.spring.boot.BacklinksConnectionDetails;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * Runs an application against a simulator outside of a test, for trying it by hand: by a main method among the tests. No credentials are
 * needed, and nothing is paid for.
 *
 * <pre>{@code
 * class TestLinksApplication {
 *
 *     public static void main(String[] args) {
 *         SpringApplication.from(LinksApplication::main)
 *                 .with(SimulatorConfiguration.class)
 *                 .run(args);
 *     }
 * }
 * }</pre>
 *
 * <p>The client asks the simulator, whatever the properties say. It has 100,000 rows a target; for anything else that it can be, declare a
 * bean of type {@link io.backflux.simulator.BacklinksSimulator.Builder}. The context closes it. In a test, use
 * {@link AutoConfigureBacklinksSimulator}.
 */
@Configuration(proxyBeanMethods = false)
public class SimulatorConfiguration {

    /** For Spring. */
    SimulatorConfiguration() {}

    @Bean
    BacklinksSimulator backlinksSimulator(ObjectProvider<BacklinksSimulator.Builder> builder) {
        return builder.getIfAvailable(BacklinksSimulator::builder).start();
    }

    @Bean
    @Primary
    BacklinksConnectionDetails backlinksSimulatorConnectionDetails(BacklinksSimulator backlinksSimulator) {
        return new SimulatorConnectionDetails(backlinksSimulator);
    }
}
