package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class ClosedPipeTests {

    @Test
    void pipeWhoseReaderIsGoneIsKnownAsSuch() throws Exception {
        Process reader = new ProcessBuilder("true").start();
        reader.waitFor();
        IOException failure = null;
        try (OutputStream out = reader.getOutputStream()) {
            out.write(new byte[100_000]);
        } catch (IOException e) {
            failure = e;
        }
        // Where Java has drained the pipe before, it says so in words of its own.
        if (failure != null && !"Stream closed".equals(failure.getMessage())) {
            assertThat(new UnwritableException("x", failure).isClosedPipe()).isTrue();
        }
    }

    @Test
    void otherFailureIsNone() {
        assertThat(new UnwritableException("x", new IOException("No space left on device")).isClosedPipe())
                .isFalse();
        assertThat(new UnwritableException("x", new IOException()).isClosedPipe())
                .isFalse();
    }
}
