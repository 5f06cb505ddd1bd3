package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NextCommandTests {

    @Test
    void itIsTheSameAgainResumed() {
        assertThat(NextCommand.of(List.of("harvest", "--targets", "l.txt", "--out", "rows/", "--force"), "harvest"))
                .isEqualTo("backflux harvest --targets l.txt --out rows/ --resume");
        assertThat(NextCommand.of(List.of("harvest", "--resume", "--out", "rows/"), "harvest"))
                .isEqualTo("backflux harvest --resume --out rows/");
    }

    @Test
    void aLoginIsNotRepeated() {
        assertThat(NextCommand.of(
                        List.of(
                                "harvest",
                                "--quota-redis",
                                "rediss://me:s3cret@host:6379/1",
                                "--quota-redis=redis://:p@ss@h"),
                        "harvest"))
                .isEqualTo(
                        "backflux harvest --quota-redis rediss://LOGIN@host:6379/1 --quota-redis=redis://LOGIN@h --resume");
    }

    @Test
    void whatAShellWouldReadOtherwiseIsQuoted() {
        assertThat(NextCommand.of(List.of("harvest", "--filter", "[\"rank\",\">\",80]", "--out", "it's/"), "harvest"))
                .isEqualTo("backflux harvest --filter '[\"rank\",\">\",80]' --out 'it'\\''s/' --resume");
    }
}
