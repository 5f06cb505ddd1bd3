package io.backflux.spring.boot.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Finds the annotation on a test, or on what encloses it. */
final class SimulatorContextCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
        AutoConfigureBacklinksSimulator annotation =
                TestContextAnnotationUtils.findMergedAnnotation(testClass, AutoConfigureBacklinksSimulator.class);
        return annotation == null ? null : new SimulatorContextCustomizer(annotation.rows());
    }
}
