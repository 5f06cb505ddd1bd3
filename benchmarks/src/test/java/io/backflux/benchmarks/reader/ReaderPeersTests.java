package io.backflux.benchmarks.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.benchmarks.Answer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A comparison is fair only where all bring the same. */
class ReaderPeersTests {

    private static byte[] minified = {};
    private static byte[] pretty = {};
    private static List<Backlink> expected = List.of();

    @BeforeAll
    static void serve() throws Exception {
        minified = Answer.bytes(false);
        pretty = Answer.bytes(true);
        expected = rows(new BackfluxReading(Chunk.KIB_16.bytes()), minified);
        assertThat(expected).hasSize(Answer.ROWS);
    }

    static Stream<Arguments> contendersWithRows() {
        return Arrays.stream(Contender.values())
                .filter(Contender::makesRows)
                .flatMap(contender -> contender.chunks.stream().map(chunk -> Arguments.of(contender, chunk)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("contendersWithRows")
    void eachReadsTheSameRows(Contender contender, Chunk chunk) {
        PageReading reading = contender.reading(chunk);

        assertThat(rows(reading, minified)).isEqualTo(expected);
        assertThat(rows(reading, pretty)).isEqualTo(expected);
    }

    private static List<Backlink> rows(PageReading reading, byte[] page) {
        List<Backlink> rows = new ArrayList<>();
        reading.read(page, given -> add(given, rows));
        return rows;
    }

    private static void add(Object given, List<Backlink> rows) {
        if (given instanceof List<?> list) {
            list.forEach(row -> rows.add(((RowBean) row).backlink()));
        } else {
            rows.add((Backlink) given);
        }
    }
}
