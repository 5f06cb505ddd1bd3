package io.backflux.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.error.UnexpectedAnswerException;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.Quirk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that differ from what is documented. */
@Timeout(120)
class QuirksIT {

    @TempDir
    Path folder;

    @Test
    void rowsOutsideOfARangeAreLeftOutAndSaidToBe() throws Exception {
        try (BacklinksSimulator api = BacklinksSimulator.builder()
                .rows(3_000)
                .quirk(Quirk.TIME_LESS_INCLUDES)
                .requestsPerMinute(100_000)
                .start()) {
            CrashingJob job = new CrashingJob(api, folder);

            job.run(CrashingJob.sourceOf(api).targets("a.example").rowsPerRange(700));

            assertThat(job.lines()).isEqualTo(job.truth(List.of("a.example")));
            assertThat(Files.readString(job.report()))
                    .contains("\"verdict\":\"UNPROVEN\"", "outside of the range")
                    .doesNotContain("was read again");
        }
    }

    @Test
    void aServerThatIgnoresFiltersFailsTheJobAfterAFewLooks() throws Exception {
        try (BacklinksSimulator api = BacklinksSimulator.builder()
                .rows(3_000)
                .quirk(Quirk.TIME_FILTER_IGNORED)
                .requestsPerMinute(100_000)
                .start()) {
            CrashingJob job = new CrashingJob(api, folder);

            assertThatThrownBy(() -> job.run(
                            CrashingJob.sourceOf(api).targets("a.example").rowsPerRange(1_000)))
                    .hasStackTraceContaining(UnexpectedAnswerException.class.getName())
                    .hasStackTraceContaining("ignores the filter on first_seen");
            assertThat(api.requestCount()).isLessThan(20);
        }
    }
}
