package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

class BodyTests {
    private static Body rows(boolean pretty) {
        JsonWriter json = new JsonWriter(pretty);
        DataSet data = new DataSet(42, "example.com", 300);
        json.beginArray();
        for (int index = 0; index < 300; index++) {
            new RowWriter(json).write(data.row(index), 0);
        }
        return json.endArray().body();
    }

    @Test
    void piecesAddUp() {
        Body body = rows(true);
        assertThat(body.pieces()).hasSizeGreaterThan(5).allMatch(piece -> piece.remaining() <= 32 * 1024);
        assertThat(body.length()).isEqualTo(body.toByteArray().length);
    }

    @Test
    void theFirstBytesAreTheFirstBytes() {
        Body body = rows(false);
        for (long length : new long[] {0, 1, 40_000, body.length() - 1, body.length()}) {
            assertThat(body.first(length).text().length()).isLessThanOrEqualTo((int) length);
            assertThat(body.first(length).toByteArray())
                    .isEqualTo(java.util.Arrays.copyOf(body.toByteArray(), (int) length));
        }
    }

    @Test
    void smallPiecesHoldTheSameBytes() {
        Body drops = rows(false).inPieces(100);
        assertThat(drops.pieces()).hasSizeBetween(100, 130);
        assertThat(drops.toByteArray()).isEqualTo(rows(false).toByteArray());
    }

    @Test
    void gzipUnpacksToTheSameBytes() throws IOException {
        Body packed = rows(true).gzip();
        assertThat(packed.length()).isLessThan(rows(true).length() / 4);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
            assertThat(in.readAllBytes()).isEqualTo(rows(true).toByteArray());
        }
    }

    @Test
    void damageChangesOneByteInTheMiddleAndLeavesNoJson() {
        for (boolean pretty : new boolean[] {true, false}) {
            byte[] whole = rows(pretty).toByteArray();
            byte[] damaged = rows(pretty).damaged().toByteArray();
            int at = java.util.Arrays.mismatch(whole, damaged);
            assertThat(at).isBetween(whole.length / 2 - 1_000, whole.length / 2);
            damaged[at] = whole[at];
            assertThat(damaged).isEqualTo(whole);
            assertThatThrownBy(() -> JsonReader.read(rows(pretty).damaged().toByteArray()))
                    .isInstanceOf(JacksonException.class);
        }
    }
}
