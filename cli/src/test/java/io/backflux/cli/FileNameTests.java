package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTests {

    @Test
    void domainIsItsOwnName() {
        assertThat(FileName.of("forbes.com")).isEqualTo("forbes.com.ndjson");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://forbes.com/../../etc/passwd",
                "https://../x",
                "https://forbes.com/a\\b:c*d?e\"f<g>h|i",
                "https://münchen.de/straße",
                "https://forbes.com/~x/%2e%2e/"
            })
    void pageStaysInItsFolder(String target) {
        Path folder = Path.of("rows");
        assertThat(folder.resolve(FileName.of(target)).normalize().getParent()).isEqualTo(folder);
        assertThat(FileName.of(target))
                .matches("[A-Za-z0-9][A-Za-z0-9._-]*~[0-9a-f]{16}\\.ndjson|~[0-9a-f]{16}\\.ndjson");
    }

    @Test
    void targetsThatLookAlikeHaveFilesOfTheirOwn() {
        List<String> targets = List.of(
                "forbes.com",
                "Forbes.com",
                "https://forbes.com",
                "http://forbes.com",
                "https://forbes.com/",
                "https://forbes.com/a/b",
                "https://forbes.com/a-b",
                "https://forbes.com/a?b",
                "a".repeat(200) + ".com",
                "a".repeat(201) + ".com");
        Stream<String> names = targets.stream().map(FileName::of).map(name -> name.toLowerCase(java.util.Locale.ROOT));
        assertThat(names)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).hasSizeLessThan(200));
    }
}
