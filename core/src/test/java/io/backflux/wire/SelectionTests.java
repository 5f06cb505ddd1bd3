package io.backflux.wire;

import static io.backflux.wire.Answers.MINIFIED;
import static io.backflux.wire.Answers.PRETTY;
import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.BacklinkColumn;
import io.backflux.ParseLimits;
import io.backflux.paging.RowIdentity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTests {

    private static final Set<BacklinkColumn> THREE =
            EnumSet.of(BacklinkColumn.URL_FROM, BacklinkColumn.RANK, BacklinkColumn.INDIRECT_LINK_PATH);

    private static PageReader reader(Set<BacklinkColumn> columns) {
        return new PageFormat(ParseLimits.DEFAULT).selecting(columns).newReader();
    }

    private static List<Backlink> read(Set<BacklinkColumn> columns, byte[]... chunks) {
        return Answers.read(reader(columns), chunks);
    }

    @ParameterizedTest
    @EnumSource
    void aColumnIsReadByItself(BacklinkColumn column) {
        for (String name : List.of(PRETTY, MINIFIED)) {
            List<Backlink> whole = Answers.read(Answers.bytes(name));
            List<Backlink> rows = read(EnumSet.of(column), Answers.bytes(name));

            assertThat(rows)
                    .map(column::of)
                    .isEqualTo(whole.stream().map(column::of).toList());
        }
    }

    @Test
    void whatIsNotSelectedIsNullAndNotWritten() {
        Backlink row = read(THREE, Answers.bytes(PRETTY)).get(0);

        assertThat(row.pageFromTitle()).isNull();
        assertThat(row.rankedKeywordsInfo()).isNull();
        assertThat(row.extras().absent()).hasSize(Column.COUNT - THREE.size()).doesNotContain("url_from", "rank");
        assertThat(Answers.tree(row.toJson()).propertyNames())
                .containsExactly("url_from", "rank", "indirect_link_path");
        assertThat(Answers.tree(row.toJson()).get("rank").intValue()).isEqualTo(row.rank());
    }

    @Test
    void splitAtEachByteTheRowsAreTheSame() {
        byte[] answer = Answers.bytes(PRETTY);
        List<Backlink> whole = read(THREE, answer);

        for (int cut = 1; cut < answer.length; cut++) {
            byte[] rest = Arrays.copyOfRange(answer, cut, answer.length);
            assertThat(read(THREE, Arrays.copyOf(answer, cut), rest))
                    .as("split at byte %d", cut)
                    .isEqualTo(whole);
        }
    }

    @Test
    void rowsAreKnownByTheSameIdentityWithEachSelection() {
        List<Long> whole = Answers.read(Answers.bytes(PRETTY)).stream()
                .map(RowIdentity::of)
                .toList();
        long seed = System.nanoTime();
        List<BacklinkColumn> columns = Arrays.asList(BacklinkColumn.values());

        for (int round = 0; round < 100; round++) {
            Collections.shuffle(columns, new Random(seed + round));
            Set<BacklinkColumn> some = EnumSet.copyOf(columns.subList(0, 1 + round % columns.size()));
            List<Backlink> rows = read(some, Answers.bytes(PRETTY));
            assertThat(rows).as("seed %d, %s", seed, some).map(RowIdentity::of).isEqualTo(whole);
        }
    }

    @Test
    void everyColumnSelectedIsAWholeRow() {
        assertThat(read(EnumSet.allOf(BacklinkColumn.class), Answers.bytes(PRETTY)))
                .isEqualTo(Answers.read(Answers.bytes(PRETTY)));
    }

    @Test
    void rowsShareWhatSaysWhichColumnsAreAbsent() {
        List<Backlink> rows = read(THREE, Answers.bytes(PRETTY));

        rows.forEach(row -> assertThat(row.extras()).isSameAs(rows.get(0).extras()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"rank\":1,\"new_field\":{\"a\":[1,\"]}\"]}}",
                "{\"new_field\":\"\\u00e9\\\"\",\"rank\":1,\"alt\":[7,{\"b\":null}],\"page_from_size\":\"x\"}",
                "{\"first_seen\":\"yesterday\",\"rank\":1,\"anchor\":12}"
            })
    void whatIsOutOfTheOrdinaryElsewhereIsLeftOut(String row) {
        PageReader reader = reader(THREE);
        Backlink read =
                Answers.read(reader, Answers.around("[" + row + "]", "")).get(0);

        assertThat(read.rank()).isEqualTo(1);
        assertThat(read.extras().unknown()).isEmpty();
        assertThat(read.extras().unexpected()).isEmpty();
        assertThat(read.toJson()).isEqualTo("{\"rank\":1}");
    }

    @Test
    void unexpectedValuesOfSelectedColumnsAreKept() {
        PageReader reader = reader(THREE);
        Backlink read = Answers.read(reader, Answers.around("[{\"rank\":\"high\",\"page_from_size\":\"x\"}]", ""))
                .get(0);

        assertThat(read.rank()).isNull();
        assertThat(read.toJson()).isEqualTo("{\"rank\":\"high\"}");
        assertThat(reader.unexpectedValues()).isOne();
    }

    @Test
    void aRowThatIsNoJsonInWhatIsSkippedIsRefusedAllTheSame() {
        byte[] answer = "{\"tasks\":[{\"result\":[{\"items\":[{\"alt\":\"a\" 7}]}]}]}".getBytes(StandardCharsets.UTF_8);
        PageReader reader = reader(THREE);
        reader.feed(ByteBuffer.wrap(answer));
        reader.endOfInput();

        assertThat(reader.poll()).isNull();
        assertThat(reader.failure()).isNotNull();
    }
}
