package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocationTests {

    @TempDir
    private Path folder;

    private Location at(String name) throws IOException {
        return Location.of(folder.resolve(name));
    }

    private void assertSame(String one, String other) throws IOException {
        assertThat(at(one).identity()).isEqualTo(at(other).identity());
    }

    private void assertDifferent(String one, String other) throws IOException {
        assertThat(at(one).identity()).isNotEqualTo(at(other).identity());
    }

    @Test
    void namesOfOneFileAreOne() throws IOException {
        Files.createFile(folder.resolve("file"));
        Files.createLink(folder.resolve("hard"), folder.resolve("file"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
        Files.createSymbolicLink(folder.resolve("here"), Path.of("."));
        Files.createFile(folder.resolve("other"));
        assertSame("file", "hard");
        assertSame("file", "link");
        assertSame("file", "here/here/link");
        assertSame("file", "no/../file");
        assertDifferent("file", "other");
    }

    @Test
    void namesOfAFileThatIsNotThereAreOneToo() throws IOException {
        Files.createSymbolicLink(folder.resolve("link"), Path.of("new/./file"));
        Files.createSymbolicLink(folder.resolve("here"), Path.of("."));
        assertSame("new/file", "link");
        assertSame("new/file", "here/new/file");
        assertSame("new/file", "NEW/File");
        assertDifferent("new/file", "new/other");
        assertDifferent("new/file", "file");
    }

    @Test
    void namesOfStandardStreamsAreKnown() throws IOException {
        Files.createSymbolicLink(folder.resolve("out"), Path.of("/dev/stdout"));
        Files.createSymbolicLink(folder.resolve("err"), Path.of("/dev/fd/2"));
        assertThat(at("out")).matches(Location::isStandardOutput).matches(Location::isStream);
        assertThat(at("err")).matches(Location::isStandardError).matches(Location::isStream);
        assertThat(Location.of(Path.of("/dev/null"))).matches(Location::isStream);
        assertThat(at("1")).matches(there -> !there.isStandardOutput() && !there.isStream());
    }

    @Test
    void linksWithoutAnEndAreAnError() throws IOException {
        Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        assertThatExceptionOfType(FileSystemLoopException.class).isThrownBy(() -> at("loop"));
    }
}
