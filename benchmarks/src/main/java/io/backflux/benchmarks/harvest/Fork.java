package io.backflux.benchmarks.harvest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs a {@link ContenderFork} and reads what it found.
 *
 * @param limit a fork that takes longer has failed
 */
record Fork(String classPath, List<String> flags, Duration limit) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Empty when it failed, which is reported: a run that took long keeps what it has. */
    Optional<ForkReport> run(ForkPlan plan) throws IOException, InterruptedException {
        Process process = Jvm.start(classPath, flags, ContenderFork.class, plan.arguments());
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                return failed(plan, "did not end within " + limit.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                return failed(plan, "ended with " + process.exitValue());
            }
            String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Optional.of(JSON.readValue(report, ForkReport.class));
        } finally {
            process.destroyForcibly();
        }
    }

    private static Optional<ForkReport> failed(ForkPlan plan, String how) {
        System.err.println(plan.subject().id() + " on " + plan.site().target() + " " + how);
        return Optional.empty();
    }
}
