package io.backflux.benchmarks.harvest;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Searches for the least {@code -Xmx} in MiB with which a fresh process harvests a site.
 *
 * @param limit a process that takes longer has too little
 */
record LeastHeap(String classPath, URI server, Duration limit) {

    private static final int LEAST = 4;
    private static final int MOST = 64;

    /** Empty when even the most was too little. */
    OptionalInt search(Subject subject, Site site) throws IOException, InterruptedException {
        int enough = LEAST;
        int tooLittle = LEAST - 1;
        while (!harvests(subject, site, enough)) {
            if (enough >= MOST) {
                return OptionalInt.empty();
            }
            tooLittle = enough;
            enough *= 2;
        }
        while (enough - tooLittle > 1) {
            int middle = (enough + tooLittle) / 2;
            if (harvests(subject, site, middle)) {
                enough = middle;
            } else {
                tooLittle = middle;
            }
        }
        return OptionalInt.of(enough);
    }

    private boolean harvests(Subject subject, Site site, int mebibytes) throws IOException, InterruptedException {
        List<String> flags = List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Xmx" + mebibytes + "m");
        List<String> arguments = List.of(subject.id(), server.toString(), site.target());
        Process process = Jvm.startSilent(classPath, flags, ColdHarvest.class, arguments);
        try {
            return process.waitFor(limit.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
        } finally {
            process.destroyForcibly();
        }
    }
}
