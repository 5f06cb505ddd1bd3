package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.RangeProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgressTests {

    private static Snapshot at(long rows, @Nullable Long total) {
        return new Snapshot(rows, 0, total, 46, 2, new BigDecimal("2.30000"), 0, 1, Duration.ofSeconds(5), List.of());
    }

    @Test
    void lineTellsAll() {
        assertThat(Lines.line(at(45_000, 100_000L)))
                .isEqualTo("45,000 of 100,000 rows, 9,000 rows/s, 0:06 left, $2.30, 46 requests, 2 retries");
    }

    @Test
    void lastLineShowsAllThatTheSummaryCounts() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Lines lines = new Lines(new PrintStream(out, true, StandardCharsets.UTF_8));
        lines.end(at(1, 3L));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        lines.show(at(1, 3L));
        lines.end(at(1, 3L));
        assertThat(out.toString(StandardCharsets.UTF_8).lines()).containsExactly(Lines.line(at(1, 3L)));
        lines.end(at(3, 3L));
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(Lines.line(at(1, 3L)), Lines.line(at(3, 3L)));
    }

    @Test
    void lineWithoutTotalGuessesNothing() {
        assertThat(Lines.line(at(45_000, null))).isEqualTo("45,000 rows, 9,000 rows/s, $2.30, 46 requests, 2 retries");
    }

    @Test
    void barFillsTheTerminal() {
        assertThat(bar().line(at(45_000, 90_000L), 100))
                .hasSize(100)
                .startsWith("a.com 50% ###")
                .contains("### 45,000/90,000, 9,000/s, 0:05 left, $2.30, 46 requests, 2 retries".substring(4))
                .contains("#.");
    }

    @Test
    void barIsNeverWiderThanTheTerminal() {
        for (int columns = 1; columns < 200; columns++) {
            assertThat(bar().line(at(1, 3L), columns)).hasSize(columns);
            assertThat(bar().line(at(1, null), columns)).hasSize(columns);
        }
    }

    @Test
    void barBearsMoreRowsThanItsTotalAndNone() {
        assertThat(bar().line(at(200, 100L), 100)).startsWith("a.com 100%");
        assertThat(bar().line(at(0, 0L), 100)).startsWith("a.com 100%");
    }

    private static RangeProgress range(long received, @Nullable Long expected, boolean ended) {
        return RangeProgress.builder(Instant.EPOCH)
                .received(received)
                .expected(expected)
                .ended(ended)
                .build();
    }

    private static final List<RangeProgress> RANGES = List.of(
            range(0, null, false),
            range(0, 10L, false),
            range(1, 10L, false),
            range(4, 10L, false),
            range(9, 10L, false),
            range(10, 10L, false),
            range(8, 10L, true));

    @Test
    void eachRangeIsACell() {
        assertThat(Cells.of(RANGES, 80, false)).isEqualTo("  .:++#");
        assertThat(Cells.of(RANGES, 7, true)).isEqualTo("  ░▒▓▓█");
        assertThat(Cells.of(List.of(), 80, false)).isEmpty();
    }

    @Test
    void severalRangesShareACellWhereThereIsNoRoomForEach() {
        assertThat(Cells.of(RANGES, 6, false)).isEqualTo("  .:++");
        assertThat(Cells.of(RANGES, 5, false)).isEqualTo("  .++");
        assertThat(Cells.of(RANGES, 4, false)).isEmpty();
        assertThat(Cells.of(RANGES, -3, false)).isEmpty();
    }

    @Test
    void cellsStandBesideTheBarAndNeverOutgrowTheTerminal() {
        Snapshot now =
                new Snapshot(45_000, 0, 90_000L, 46, 0, new BigDecimal("2.30"), 0, 1, Duration.ofSeconds(5), RANGES);
        assertThat(bar().line(now, 100)).hasSize(100).contains("a.com 50% ####", " [  .:++#] 45,000/90,000");
        assertThat(bar().line(now, 76)).hasSize(76).contains("a.com 50% [  .:++#] 45,000/90,000");
        for (int columns = 1; columns < 200; columns++) {
            assertThat(bar().line(now, columns)).hasSize(columns);
        }
    }

    @Test
    void wideTitleIsCountedInColumnsAndCutBetweenCharacters() {
        String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
        assertThat(DisplayText.columns("例え.jp")).isEqualTo(7);
        assertThat(DisplayText.columns("e\u0301")).isEqualTo(1);
        assertThat(DisplayText.columns(family)).isEqualTo(2);
        assertThat(DisplayText.cut("a" + family + "b", 2)).isEqualTo("a");
        assertThat(DisplayText.cut("a" + family + "b", 3)).isEqualTo("a" + family);
        String line = bar("https://😀😀😀😀😀😀😀😀😀.example").line(at(1, 3L), 100);
        assertThat(line).startsWith("https://😀😀😀😀😀😀... 33%");
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(line)).isTrue();
        for (int columns = 1; columns < 120; columns++) {
            String wide = bar("例え例え.テスト").line(at(1, 3L), columns);
            assertThat(DisplayText.columns(wide)).isEqualTo(columns);
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(wide)).isTrue();
        }
    }

    @Test
    void barIsDrawnInTheWidthThatTheTerminalHasNow() {
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        AtomicInteger columns = new AtomicInteger(100);
        Bar bar = new Bar(
                "a.com", new PrintStream(drawn, true, StandardCharsets.UTF_8), new Terminal(true, columns::get, false));
        columns.set(60);
        bar.end(at(45_000, 90_000L));
        String last = drawn.toString(StandardCharsets.UTF_8).stripTrailing();
        assertThat(last.substring(last.lastIndexOf('\r') + 1))
                .startsWith("a.com 50%")
                .hasSizeLessThan(60);
    }

    private static Bar bar() {
        return bar("a.com");
    }

    private static Bar bar(String title) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        Bar bar = new Bar(title, nowhere, new Terminal(true, () -> 80, false));
        bar.end(at(0, null));
        return bar;
    }
}
