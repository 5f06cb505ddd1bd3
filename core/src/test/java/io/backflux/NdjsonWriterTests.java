package io.backflux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class NdjsonWriterTests {

    @Test
    void rowsStandOneALineAndNothingBetween() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        try (NdjsonWriter writer = new NdjsonWriter(out)) {
            writer.write(Backlink.fromJson("{\"rank\":1,\"anchor\":\"a\\nb\"}"));
            writer.write(Backlink.fromJson("{\"rank\":2}"));
        }

        assertThat(out.toString(UTF_8)).isEqualTo("{\"rank\":1,\"anchor\":\"a\\nb\"}\n{\"rank\":2}\n");
    }

    private static final String HALVES = "{\"anchor\":\"a\\ud83d\",\"alt\":\"\\ude00\\ud83d\\ud83d\\ude00b\","
            + "\"attributes\":[\"\\udc00\"],\"rank\":\"\\uD83D\",\"domain_from_platform_type\":[1,\"\\ud83d\"],"
            + "\"indirect_link_path\":[{\"type\":\"\\ud83d\",\"status_code\":1,\"url\":\"x\\ud83dy\"}],"
            + "\"new\":{\"k\":[\"v\\ude00\",\"\\ud83d\\ude00\",\"\\\\ud83d\"]}}";

    @Test
    void halfASurrogatePairIsWrittenAsAReplacementAndCounted() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Backlink row = Backlink.fromJson(HALVES);

        try (NdjsonWriter writer = new NdjsonWriter(out)) {
            writer.write(row);
            assertThat(writer.replaced()).isEqualTo(9);
            writer.write(row);
            assertThat(writer.replaced()).isEqualTo(18);
        }

        String line = out.toString(UTF_8).lines().findFirst().orElseThrow();
        assertThat(line).isEqualTo(row.toJson());
        assertThat(line.replace("\\uD83D\\uDE00", "")
                        .replace("\\ud83d\\ude00", "")
                        .replace("\\\\", ""))
                .doesNotContainIgnoringCase("\\ud");
        Backlink read = Backlink.fromJson(line);
        assertThat(read.anchor()).isEqualTo("a\ufffd");
        assertThat(read.alt()).isEqualTo("\ufffd\ufffd\ud83d\ude00b");
        assertThat(read.attributes()).containsExactly("\ufffd");
        assertThat(JsonMapper.shared().readTree(line).get("new"))
                .isEqualTo(JsonMapper.shared().readTree("{\"k\":[\"v\ufffd\",\"\ud83d\ude00\",\"\\\\ud83d\"]}"));
    }

    @Test
    void anExactWriterKeepsHalfASurrogatePair() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Backlink row = Backlink.fromJson(HALVES);

        try (NdjsonWriter writer = NdjsonWriter.exact(out)) {
            writer.write(row);
            assertThat(writer.replaced()).isZero();
        }

        assertThat(Backlink.fromJson(out.toString(UTF_8).strip())).isEqualTo(row);
        assertThat(Backlink.fromJson(row.toExactJson())).isEqualTo(row);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatSomeReadersTakeForALineEndIsEscaped(boolean exact) throws IOException {
        String ends = "a\u0085b\u2028c\u2029d é\ud83d\ude00";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Backlink row = Backlink.fromJson("{\"anchor\":\"x\",\"alt\":[\"x\"],\"newx\":\"x\"}".replace("x", ends));
        try (NdjsonWriter writer = exact ? NdjsonWriter.exact(out) : new NdjsonWriter(out)) {
            writer.write(row);
        }

        String line = out.toString(UTF_8);
        assertThat(line).containsOnlyOnce("\n").endsWith("}\n").doesNotContain("\u0085", "\u2028", "\u2029");
        Backlink read = Backlink.fromJson(line.strip());
        assertThat(read.anchor()).isEqualTo(ends);
        assertThat(read).isEqualTo(row);
    }

    @Test
    void aStreamThatTakesNothingIsAnIoException() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        assertThatThrownBy(() -> {
                    try (NdjsonWriter writer = new NdjsonWriter(full)) {
                        writer.write(Backlink.fromJson("{}"));
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
    }
}
