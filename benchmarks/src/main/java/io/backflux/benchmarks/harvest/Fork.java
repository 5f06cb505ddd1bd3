package io.backflux.benchmarks.harvest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/** Runs a {@link ContenderFork} and reads what it found. */
final class Fork {

    private static final JsonMapper JSON = new JsonMapper();

    private Fork() {}

    /** @param limit a fork that takes longer has failed */
    static ForkReport run(List<String> flags, ForkPlan plan, Duration limit) throws IOException, InterruptedException {
        Process process = Jvm.start(flags, ContenderFork.class, plan.arguments());
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException(plan.subject().id() + " did not end within " + limit);
            }
            String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.exitValue() != 0) {
                throw new IOException(plan.subject().id() + " ended with " + process.exitValue());
            }
            return JSON.readValue(report, ForkReport.class);
        } finally {
            process.destroyForcibly();
        }
    }
}
