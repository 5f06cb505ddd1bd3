package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.BacklinksSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A list in a process of its own that is stopped amid it, or has no room left. */
@DisabledOnOs(OS.WINDOWS)
class ListStopIT {

    private static final int TARGETS = 40;

    @TempDir
    private Path folder;

    private final BacklinksSimulator simulator = CommandRun.simulator()
            .rows(50)
            .rows("t1.example", 700)
            .requestsPerMinute(1_000_000)
            .latency(Duration.ofMillis(100))
            .gzip(false)
            .start();

    @AfterEach
    void close() {
        simulator.close();
    }

    private String[] words() throws IOException {
        Path list = folder.resolve("targets.txt");
        Files.write(
                list,
                IntStream.rangeClosed(1, TARGETS)
                        .mapToObj(i -> "t" + i + ".example")
                        .toList());
        return new String[] {
            "--targets",
            list.toString(),
            "--out",
            folder.resolve("rows") + "/",
            "--max-in-flight",
            "2",
            "--resume",
            "--report",
            folder.resolve("report.ndjson").toString()
        };
    }

    private CommandProcess start() throws IOException {
        return CommandProcess.harvest(simulator, folder.resolve("messages.txt"), words());
    }

    @Test
    void interruptedItKeepsWhatWasBoughtAndNamesTheNextCommand() throws Exception {
        CommandProcess first = start();
        assertThat(first.awaitUnlessOver(() -> simulator.requestCount() >= TARGETS / 2))
                .isTrue();
        first.signal("INT");
        assertThat(first.exitCode()).isEqualTo(130);
        assertThat(first.messages())
                .containsPattern("[0-9]+ of 40 targets complete.*, [0-9]+ not begun, interrupted")
                .contains("what was bought is kept. Next: backflux harvest --base-url ", " --resume")
                .doesNotContain(CommandRun.SECRET);
        List<String> report = Files.readAllLines(folder.resolve("report.ndjson"));
        assertThat(report).hasSize(TARGETS).anyMatch(line -> line.contains("\"status\":\"not_begun\",\"rows\":null"));
        CommandProcess second = start();
        assertThat(second.exitCode()).as(second.messages()).isZero();
        assertThat(simulator.requestCount()).isBetween(TARGETS, TARGETS + 2);
        try (Stream<Path> files = Files.list(folder.resolve("rows"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".ndjson")))
                    .hasSize(TARGETS);
        }
    }

    @Test
    void aTargetThatTheDiskHasNoRoomForFailsAndTheOthersGoOn() throws Exception {
        CommandProcess full =
                CommandProcess.harvestAfter("ulimit -f 1000", simulator, folder.resolve("messages.txt"), words());
        assertThat(full.exitCode()).isEqualTo(1);
        assertThat(full.messages())
                .contains(
                        "39 of 40 targets complete, 1 failed",
                        "t1.example: cannot write ",
                        "t1.example.ndjson: File too large");
        assertThat(start().exitCode()).isZero();
        assertThat(Files.readAllLines(folder.resolve("rows/t1.example.ndjson"))).hasSize(700);
        assertThat(simulator.requestCount()).isEqualTo(TARGETS + 1);
    }
}
