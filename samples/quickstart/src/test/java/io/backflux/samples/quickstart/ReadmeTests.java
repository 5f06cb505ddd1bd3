package io.backflux.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows is what is compiled and run here, and what it points to is there. */
class ReadmeTests {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Tests|IT))(?:\\.(\\w+))?`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)");

    @Test
    void eachProgramIsPartOfACompiledSource() throws IOException {
        List<String> sources = new ArrayList<>();
        for (Path source : sources(Path.of("src"))) {
            sources.add(squeezed(Files.readString(source)));
        }
        List<String> programs = all(JAVA, 1);

        assertThat(programs)
                .isNotEmpty()
                .allSatisfy(program ->
                        assertThat(sources).as(program).anyMatch(source -> source.contains(squeezed(program))));
    }

    @Test
    void eachTestThatPinsAGuaranteeIsThere() throws IOException {
        List<Path> sources = sources(ROOT);
        Matcher named = TEST.matcher(readme());
        int count = 0;
        while (named.find()) {
            count++;
            String file = named.group(1) + ".java";
            String method = named.group(2);
            Path source = sources.stream()
                    .filter(path -> path.getFileName().toString().equals(file))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + file));
            assertThat(Files.readString(source)).contains(method == null ? "class " : "void " + method + "(");
        }
        assertThat(count).isPositive();
    }

    @Test
    void eachLinkLeadsSomewhere() throws IOException {
        assertThat(all(LINK, 1))
                .isNotEmpty()
                .allSatisfy(target -> assertThat(ROOT.resolve(target)).exists());
    }

    private static List<String> all(Pattern pattern, int group) throws IOException {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(readme());
        while (matcher.find()) {
            found.add(matcher.group(group));
        }
        return found;
    }

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(".java")).toList();
        }
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
