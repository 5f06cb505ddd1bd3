package io.backflux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

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
