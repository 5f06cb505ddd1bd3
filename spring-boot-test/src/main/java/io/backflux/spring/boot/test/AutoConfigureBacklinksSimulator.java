package io.backflux.spring.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The client of a test's application asks a simulator, whatever the properties say; no credentials are needed. One simulator a context, which
 * closes it; inject it as {@link io.backflux.simulator.BacklinksSimulator} for its faults and counters.
 *
 * <pre>{@code
 * @SpringBootTest
 * @AutoConfigureBacklinksSimulator(rows = 250)
 * class LinksTests {
 *
 *     @Autowired
 *     BacklinksSimulator simulator;
 * }
 * }</pre>
 *
 * <p>Before each test plans for faults are taken back and counters are 0, as if the context were new. For anything else that a
 * simulator can be, declare a bean of type {@link io.backflux.simulator.BacklinksSimulator.Builder}, which goes before {@link #rows}. Tests
 * that run side by side in one context share its simulator, and so does whatever else the application begins, such as a job at startup:
 * its requests count, too. Outside of a test, use {@link SimulatorConfiguration}.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface AutoConfigureBacklinksSimulator {

    /** How many rows each target has. */
    long rows() default 100_000;
}
