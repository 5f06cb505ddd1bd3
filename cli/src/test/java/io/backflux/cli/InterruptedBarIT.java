package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.HarvestSummary;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.transport.Credentials;
import io.backflux.simulator.BacklinksSimulator;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the last drawing shows of a harvest that was interrupted after its second page, and of one that wasn't. */
class InterruptedBarIT {

    /** Asks for the end while it writes a page. */
    private static final class Rows implements Destination {

        private final Interrupt interrupt;
        private final int lastPage;
        private volatile long rows;

        Rows(Interrupt interrupt, int lastPage) {
            this.interrupt = interrupt;
            this.lastPage = lastPage;
        }

        @Override
        public String name() {
            return "nowhere";
        }

        @Override
        public long rows() {
            return rows;
        }

        @Override
        public long replaced() {
            return 0;
        }

        @Override
        public @Nullable Changes changes() {
            return null;
        }

        @Override
        public Standing standing() {
            return Standing.NOTHING;
        }

        @Override
        public @Nullable HarvestState look() {
            return null;
        }

        @Override
        public @Nullable HarvestState open() {
            return null;
        }

        @Override
        public void write(BacklinksPage page) {
            rows = page.checkpoint().received();
            if (page.number() == lastPage) {
                interrupt.request();
            }
        }

        @Override
        public void end(HarvestSummary how) {}

        @Override
        public void abandon() {}
    }

    private static String lastDrawing(int lastPage) {
        Interrupt interrupt = new Interrupt();
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        try (BacklinksSimulator simulator = CommandRun.simulator().rows(4000).start();
                BacklinksClient client = BacklinksClient.builder()
                        .baseUrl(simulator.baseUrl())
                        .credentials(Credentials.of(simulator.username(), simulator.password()))
                        .build()) {
            TargetHarvest harvest = new TargetHarvest(
                    "a.com",
                    from -> client.harvest(BacklinksQuery.of("a.com")),
                    new Rows(interrupt, lastPage),
                    new Budget(null),
                    interrupt);
            harvest.run().block(Duration.ofMinutes(1));
            Terminal terminal = new Terminal(true, () -> 100, false);
            Bar bar = new Bar("a.com", new PrintStream(drawn, true, StandardCharsets.UTF_8), terminal);
            bar.end(Snapshot.of(List.of(harvest), Long.MAX_VALUE, Duration.ofSeconds(5)));
        }
        String all = drawn.toString(StandardCharsets.UTF_8);
        return all.substring(all.lastIndexOf('\r') + 1);
    }

    @Test
    void barEndsWhereTheHarvestWasInterrupted() {
        assertThat(lastDrawing(2)).startsWith("a.com 50% ").contains("2,000/4,000");
        assertThat(lastDrawing(Integer.MAX_VALUE)).startsWith("a.com 100% ").contains("4,000/4,000");
    }
}
