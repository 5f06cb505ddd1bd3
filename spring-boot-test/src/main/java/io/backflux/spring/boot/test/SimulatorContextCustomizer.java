package io.backflux.spring.boot.test;

import io.backflux.simulator.BacklinksSimulator;
import io.backflux.spring.boot.BacklinksConnectionDetails;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Adds a simulator to a test's context, and points the client to it. Equal ones share a context.
 *
 * @param rows how many rows each target has
 */
record SimulatorContextCustomizer(long rows) implements ContextCustomizer {

    static final String SIMULATOR = "backlinksSimulator";

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        BeanDefinitionRegistry registry = (BeanDefinitionRegistry) beans;
        registry.registerBeanDefinition(SIMULATOR, simulator(beans));
        registry.registerBeanDefinition("backlinksSimulatorConnectionDetails", details(beans));
    }

    private RootBeanDefinition simulator(ConfigurableListableBeanFactory beans) {
        RootBeanDefinition definition = new RootBeanDefinition(
                BacklinksSimulator.class,
                () -> beans.getBeanProvider(BacklinksSimulator.Builder.class)
                        .getIfAvailable(() -> BacklinksSimulator.builder().rows(rows))
                        .start());
        definition.setDestroyMethodName("close");
        return definition;
    }

    /** Made with the simulator, so that what depends on it, the client, is closed before. */
    private static RootBeanDefinition details(ConfigurableListableBeanFactory beans) {
        RootBeanDefinition definition = new RootBeanDefinition(
                BacklinksConnectionDetails.class,
                () -> new SimulatorConnectionDetails(beans.getBean(SIMULATOR, BacklinksSimulator.class)));
        definition.setDependsOn(SIMULATOR);
        definition.setPrimary(true);
        return definition;
    }
}
