package io.backflux.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README and the documents show is what is compiled and run here, and what they point to is there. */
class ReadmeTests {

    private static final Path ROOT = Path.of("..", "..");
    private static final List<String> DOCUMENTS = documents();
    private static final int WIDEST = 140;
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*[a-z](?:Tests|IT))(?:\\.(\\w+))?`");
    private static final Pattern MAP = Pattern.compile("\n## Where is what decided\n(.*?)\n## ", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("`([A-Z]\\w*)`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)");

    @Test
    void eachProgramIsPartOfACompiledSource() throws IOException {
        List<String> sources = new ArrayList<>();
        for (Path source : sources(ROOT.resolve("samples"))) {
            sources.add(squeezed(Files.readString(source)));
        }
        List<String> programs = new ArrayList<>();
        for (String document : DOCUMENTS) {
            programs.addAll(all(document, JAVA, 1));
        }

        assertThat(programs)
                .isNotEmpty()
                .allSatisfy(program ->
                        assertThat(sources).as(program).anyMatch(source -> source.contains(squeezed(program))));
    }

    @Test
    void eachTestThatPinsAGuaranteeIsThere() throws IOException {
        List<Path> sources = sources(ROOT);
        Matcher named = TEST.matcher(allDocuments());
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
    void eachClassOfTheMapIsThereAndTheMapIsShort() throws IOException {
        List<Path> sources = sources(ROOT);
        String map = all("CONTRIBUTING.md", MAP, 1).get(0);
        Matcher named = CLASS.matcher(map);

        assertThat(map.lines()).hasSizeBetween(8, 15);
        assertThat(named.results().map(name -> name.group(1) + ".java"))
                .hasSizeGreaterThan(12)
                .allSatisfy(file -> assertThat(sources).anyMatch(source -> isMain(source) && source.endsWith(file)));
    }

    private static boolean isMain(Path source) {
        return source.toString().contains("/src/main/");
    }

    @Test
    void eachLinkLeadsSomewhere() throws IOException {
        for (String document : DOCUMENTS) {
            Path folder = ROOT.resolve(document).resolve("..");
            assertThat(all(document, LINK, 1))
                    .as(document)
                    .allSatisfy(target ->
                            assertThat(folder.resolve(target).normalize()).exists());
        }
    }

    @Test
    void serviceOfSpringBootIsAtMostSixtyLines() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("samples/spring-boot/src"))) {
            int lines = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                lines += Files.readAllLines(file).size();
            }
            assertThat(lines).isPositive().isLessThanOrEqualTo(60);
        }
    }

    @Test
    void noLineIsWiderThanAPage() throws IOException {
        for (String document : DOCUMENTS) {
            assertThat(text(document).lines()).as(document).allMatch(line -> line.length() <= WIDEST);
        }
    }

    private static List<String> all(String document, Pattern pattern, int group) throws IOException {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text(document));
        while (matcher.find()) {
            found.add(matcher.group(group));
        }
        return found;
    }

    private static String allDocuments() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String document : DOCUMENTS) {
            all.append(text(document));
        }
        return all.toString();
    }

    /** Those in the root and in docs. */
    private static List<String> documents() {
        try (Stream<Path> root = Files.list(ROOT);
                Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(root, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .map(path -> ROOT.relativize(path).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String document) throws IOException {
        return Files.readString(ROOT.resolve(document));
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
