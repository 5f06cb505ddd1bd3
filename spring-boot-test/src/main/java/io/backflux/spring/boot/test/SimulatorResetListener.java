package io.backflux.spring.boot.test;

import io.backflux.simulator.BacklinksSimulator;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/** Lets each test begin with a simulator that has answered nothing and fails at nothing. */
final class SimulatorResetListener implements TestExecutionListener {

    @Override
    public void beforeTestMethod(TestContext testContext) {
        if (!TestContextAnnotationUtils.hasAnnotation(
                testContext.getTestClass(), AutoConfigureBacklinksSimulator.class)) {
            return;
        }
        ApplicationContext context = testContext.getApplicationContext();
        BacklinksSimulator simulator = context.getBean(SimulatorContextCustomizer.SIMULATOR, BacklinksSimulator.class);
        simulator.clearFaults();
        simulator.resetCounters();
    }
}
