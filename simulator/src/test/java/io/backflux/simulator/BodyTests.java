package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    void aPartHoldsTheBytesOfItsRange() {
        Body body = rows(false);
        byte[] whole = body.toByteArray();
        for (int size : new int[] {1_000, 32 * 1024, 70_001}) {
            for (int from = 0; from < whole.length; from += size) {
                assertThat(body.part(from, from + size).toByteArray())
                        .isEqualTo(java.util.Arrays.copyOfRange(whole, from, Math.min(whole.length, from + size)));
            }
        }
        assertThat(body.part(5, 5).pieces()).isEmpty();
    }

    @Test
    void bytesAreReplacedInTheMiddle() {
        Body body = Body.of("a row of text").followedBy(Body.of(" in pieces"));
        assertThat(body.with(9, 7, Body.of("bytes and")).text()).isEqualTo("a row of bytes and pieces");
        assertThat(body.with(0, 0, Body.filled('x', 3)).text()).isEqualTo("xxxa row of text in pieces");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 32 * 1024 - 1, 32 * 1024, 32 * 1024 + 1, 3_000_000})
    void whatRepeatsIsPackedOnceAndUnpacksToAll(long size) throws IOException {
        Body body = rows(true).with(70_000, 11, Body.filled(' ', size)).followedBy(Body.filled('x', size));
        Body packed = body.gzip();
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
            assertThat(in.readAllBytes()).isEqualTo(body.toByteArray());
        }
        assertThat(packed.length()).isLessThan(rows(true).length() / 4 + 2 * size / 400 + 1_000);
    }

    @Test
    void equalPiecesThatCannotBePackedComeWholeToo() throws IOException {
        byte[] noise = new byte[40_000];
        new java.util.Random(7).nextBytes(noise);
        Body body = new Body(java.util.Collections.nCopies(5, java.nio.ByteBuffer.wrap(noise)));
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(body.gzip().toByteArray()))) {
            assertThat(in.readAllBytes()).as("seed 7").isEqualTo(body.toByteArray());
        }
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
