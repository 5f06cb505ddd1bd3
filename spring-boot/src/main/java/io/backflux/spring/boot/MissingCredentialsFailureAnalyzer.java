package io.backflux.spring.boot;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which property to set. */
final class MissingCredentialsFailureAnalyzer extends AbstractFailureAnalyzer<MissingCredentialsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MissingCredentialsException cause) {
        boolean both = cause.properties().size() > 1;
        String names = String.join(" and ", cause.properties());
        return new FailureAnalysis(
                "The backlinks client has no credentials: " + names + (both ? " are" : " is") + " not set.",
                "Set " + names + " to what the API's dashboard shows for API access"
                        + " (as environment variables: BACKFLUX_USERNAME, BACKFLUX_PASSWORD), or declare a bean of type "
                        + BacklinksConnectionDetails.class.getSimpleName()
                        + " or BacklinksClient. In a test, annotate it with "
                        + "@AutoConfigureBacklinksSimulator, of backflux-spring-boot-test; to run without an account, start by "
                        + "SpringApplication.from(YourApplication::main).with(SimulatorConfiguration.class), of the same.",
                cause);
    }
}
