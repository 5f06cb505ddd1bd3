package io.backflux.simulator;

import java.util.Objects;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives every JUnit test a fresh simulator as a parameter, of the test and of its {@code @BeforeEach} and
 * {@code @AfterEach} methods, and closes it afterwards. Tests may run side by side.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SimulatorExtension SIMULATOR = new SimulatorExtension(BacklinksSimulator.builder().rows(250));
 *
 * @Test
 * void threePages(BacklinksSimulator simulator) { … }
 * }</pre>
 */
public final class SimulatorExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private final Namespace namespace = Namespace.create(SimulatorExtension.class, this);
    private final BacklinksSimulator.Builder builder;

    /** All defaults: for {@code @ExtendWith(SimulatorExtension.class)}. */
    public SimulatorExtension() {
        this(BacklinksSimulator.builder());
    }

    /** Simulators of this kind; the builder is used again for each test and must not be changed any more. */
    public SimulatorExtension(BacklinksSimulator.Builder builder) {
        this.builder = Objects.requireNonNull(builder, "builder");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(namespace).put(BacklinksSimulator.class, builder.start());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        BacklinksSimulator simulator =
                context.getStore(namespace).remove(BacklinksSimulator.class, BacklinksSimulator.class);
        if (simulator != null) {
            simulator.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == BacklinksSimulator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        BacklinksSimulator simulator =
                context.getStore(namespace).get(BacklinksSimulator.class, BacklinksSimulator.class);
        if (simulator == null) {
            throw new ParameterResolutionException(
                    "a simulator is there for tests, not for constructors or @BeforeAll");
        }
        return simulator;
    }
}
