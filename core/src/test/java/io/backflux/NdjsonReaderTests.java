package io.backflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NdjsonReaderTests {

    private static List<Backlink> read(InputStream in) throws IOException {
        List<Backlink> rows = new ArrayList<>();
        try (NdjsonReader reader = new NdjsonReader(in)) {
            for (Backlink row = reader.read(); row != null; row = reader.read()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void rowsAreThoseThatWereWritten() throws IOException {
        List<Backlink> rows = IntStream.range(0, 500)
                .mapToObj(i -> Backlink.fromJson("""
                        {"url_from":"https://a.com/%d","anchor":"\\"ü\\n\\u2028 %s","rank":"high","new_field":[%d],"attributes":["ugc"],
                        "first_seen":"2023-02-10 16:15:27 +00:00"}
                        """.formatted(i, "x".repeat(i * 7), i)))
                .toList();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (NdjsonWriter writer = new NdjsonWriter(file)) {
            for (Backlink row : rows) {
                writer.write(row);
            }
        }
        assertThat(read(new ByteArrayInputStream(file.toByteArray()))).isEqualTo(rows);
        assertThat(read(byteByByte(new ByteArrayInputStream(file.toByteArray()))))
                .isEqualTo(rows);
    }

    private static InputStream byteByByte(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return super.read(into, from, 1);
            }
        };
    }

    @Test
    void aRowMayBeLongerThanAnyBufferAndTheLastLineMayLackItsEnd() throws IOException {
        String json = "{\"anchor\":\"" + "y".repeat(300_000) + "\"}";
        assertThat(read(bytes(json + "\n" + json))).hasSize(2).allMatch(row -> row.equals(Backlink.fromJson(json)));
    }

    @Test
    void namesInOtherSpellingsAreKept() throws IOException {
        List<Backlink> rows = read(bytes("{\"urlFrom\":1}\n"));
        assertThat(rows.get(0).extras().unknown()).containsEntry("urlFrom", "1");
    }

    @Test
    void whatIsNoRowIsRefusedByItsLine() {
        assertThatThrownBy(() -> read(bytes("{\"rank\":1}\n[1]\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("line 2 is not one JSON object");
        assertThatThrownBy(() -> read(bytes("{\"rank\":1}\n{\"rank\":\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line 2 is not a row: ");
    }
}
