package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backflux.BacklinksQuery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetListTests {

    @TempDir
    private Path folder;

    private static BacklinksQuery query(QueryJson line) {
        BacklinksQuery.Builder query = BacklinksQuery.builder(line.target());
        line.apply(query);
        return query.build();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static TargetList read(Path file, @Nullable String column) {
        return TargetList.read(file.toString(), column, InputStream.nullInputStream(), TargetListTests::query);
    }

    private static List<String> found(TargetList list) {
        List<String> found = new ArrayList<>();
        list.forEach(target -> found.add(target.number() + ":" + target.line() + ":" + target.target()));
        return found;
    }

    private List<String> refused(String name, String text) throws IOException {
        Path file = write(name, text);
        return catchThrowableOfType(ListRefusedException.class, () -> read(file, null)).lines().stream()
                .map(line -> line.replace(file + ":", ""))
                .toList();
    }

    @Test
    void aTargetALineWithoutBlanksCommentsAndAMarkAtTheBeginning() throws IOException {
        Path file = write("list.txt", "\uFEFFa.com\r\n\r\n  # not this\n\tb.com  \nhttps://c.com/page#part\nd.com");
        try (TargetList list = read(file, null)) {
            assertThat(found(list))
                    .containsExactly("0:1:a.com", "1:4:b.com", "2:5:https://c.com/page#part", "3:6:d.com");
            assertThat(found(list)).as("as often as wanted").hasSize(4);
            assertThat(list.size()).isEqualTo(4);
        }
    }

    @Test
    void aColumnOfCsvByItsNameOrTheUsualOneOrTheOnlyOne() throws IOException {
        Path two = write("two.csv", "\"traffic\",target\r\n\"1,000\",a.com\r\n\"in two\nlines\",b.com\n");
        Path named = write("named.csv", "Domain,x\na.com,1\n");
        Path one = write("one.CSV", "site\na.com\n");
        try (TargetList usual = read(two, null);
                TargetList byName = read(named, "Domain");
                TargetList only = read(one, null)) {
            assertThat(found(usual)).containsExactly("0:2:a.com", "1:3:b.com");
            assertThat(found(byName)).containsExactly("0:2:a.com");
            assertThat(found(only)).containsExactly("0:2:a.com");
        }
        assertThatThrownBy(() -> read(named, null))
                .hasMessageEndingWith("has no column \"target\"; name one of its own by --targets-column: Domain, x");
        assertThat(refused("short.csv", "x,target\n1\n2,\n3,c.com\n"))
                .containsExactly("2: it has no column 2", "3: its target is empty");
    }

    @Test
    void aQueryOfItsOwnALineGoesBeforeTheOptions() throws IOException {
        Path file = write("list.ndjson", """
                {"target":"a.com","mode":"one_per_domain","filters":["rank",">",80],"order_by":["rank,desc"],"limit":100}
                {"target":"a.com","custom_mode":{"field":"domain_from","value":5},"offset":7,"tag":null}
                {"include_subdomains":false,"backlinks_status_type":"lost","rank_scale":"one_hundred","target":"a.com","tag":"x"}
                {"target":"a.com"}
                """);
        try (TargetList list = read(file, null)) {
            List<ListedTarget> all = new ArrayList<>();
            list.forEach(all::add);
            assertThat(all).extracting(one -> one.query().target()).containsOnly("a.com");
            assertThat(all.get(0).query())
                    .isEqualTo(BacklinksQuery.builder("a.com")
                            .mode(io.backflux.Mode.ONE_PER_DOMAIN)
                            .filters(io.backflux.Filter.parse("[\"rank\",\">\",80]"))
                            .orderBy(io.backflux.OrderBy.parse("rank,desc"))
                            .limit(100)
                            .build());
            assertThat(all.get(1).query().offset()).isEqualTo(7);
            assertThat(all.get(2).query().includeSubdomains()).isFalse();
            assertThat(all).extracting(ListedTarget::fileName).doesNotHaveDuplicates();
            assertThat(all.get(3).fileName()).isEqualTo("a.com.ndjson");
            assertThat(all.get(0).fileName()).matches("a\\.com~[0-9a-f]{16}\\.ndjson");
        }
    }

    @Test
    void theOrderOfItsParametersDoesNotMakeAnotherTargetOfALine() throws IOException {
        Path file = write(
                "list.ndjson",
                "{\"target\":\"a.com\",\"offset\":1,\"limit\":5}\n{\"limit\":5,\"offset\":1,\"target\":\"a.com\"}");
        try (TargetList list = read(file, null)) {
            assertThat(list.size()).isEqualTo(1);
            assertThat(list.repeats().lines()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"target\":\"a.com\",\"nix\":1} | there is no parameter \"nix\"",
                "{\"target\":\"a.com\",\"search_after_token\":\"x\"} | there is no parameter \"search_after_token\"",
                "{\"mode\":\"as_is\"} | it has no \"target\"",
                "{\"target\":5} | target must be a text",
                "{\"target\":\"a.com\",\"limit\":1001} | limit must be between 1 and 1000",
                "{\"target\":\"a.com\",\"offset\":\"x\"} | offset must be a whole number",
                "{\"target\":\"a.com\",\"include_subdomains\":1} | include_subdomains must be true or false",
                "{\"target\":\"a.com\",\"custom_mode\":5} | custom_mode must be such as",
                "{\"target\":\"a.com\",\"order_by\":\"rank,desc\"} | order_by must be an array such as",
                "{\"target\":\"a.com\",\"backlinks_status_type\":\"x\"} | backlinks_status_type must be live, all or lost",
                "{\"target\":\"a.com\",\"target\":\"b.com\"} | it is not JSON: Duplicate",
                "{\"target\":\"a.com\"}{} | something follows the JSON object",
                "{\"target\":\"a.com\" | it is not JSON: Unexpected end-of-input",
                "[\"a.com\"] | it is no JSON object"
            })
    void aLineThatIsNoQueryIsRefusedInWords(String line, String why) throws IOException {
        assertThat(refused("list.ndjson", "{\"target\":\"good.com\"}\n" + line))
                .singleElement()
                .asString()
                .startsWith("2: " + why);
    }

    @Test
    void badLinesAreListedAllAtOnceAndOnlyTheFirstTwenty() throws IOException {
        String text = IntStream.rangeClosed(1, 50)
                .mapToObj(i -> i % 2 == 0 ? "t" + i + ".com" : "not a target")
                .collect(Collectors.joining("\n"));
        List<String> lines = refused("list.txt", text);
        assertThat(lines).hasSize(21);
        assertThat(lines.get(1)).startsWith("3: target must not be empty or have blanks");
        assertThat(lines.get(20)).isEqualTo("and 5 more like these");
    }

    @Test
    void aLoginInATargetIsNotRepeated() throws IOException {
        assertThat(refused("list.txt", "https://somebody:s3cret@a.com/"))
                .singleElement()
                .asString()
                .doesNotContain("s3cret");
    }

    @Test
    void whatIsThereTwiceIsTakenOnceAndInAnotherSpellingRefused() throws IOException {
        Path file = write("list.txt", "a.com\nb.com\na.com\n");
        try (TargetList list = read(file, null)) {
            assertThat(found(list)).containsExactly("0:1:a.com", "1:2:b.com");
            assertThat(list.repeats().lines()).containsExactly(file + ":3: \"a.com\" stands in line 1 already");
        }
        assertThat(refused("other.txt", "a.com\nbücher.example\nA.com\nxn--bcher-kva.example\nhttps://a.com/"))
                .containsExactly(
                        "3: \"A.com\" is the target of line 1 in another spelling, and would be paid for twice",
                        "4: \"xn--bcher-kva.example\" is the target of line 2 in another spelling, and would be paid for twice",
                        "5: \"https://a.com/\" is the target of line 1 in another spelling, and would be paid for twice");
    }

    @Test
    void whatIsNoListIsRefused() throws IOException {
        Path empty = write("empty.txt", "\n# nothing\n");
        assertThatThrownBy(() -> read(empty, null)).hasMessage(empty + " has no target in it");
        Path nothing = write("nothing.csv", "");
        assertThatThrownBy(() -> read(nothing, null)).hasMessage(nothing + " has no target in it");
        assertThatThrownBy(() -> read(folder, null))
                .hasMessage("--targets must be a file, and " + folder + " is a folder");
        Path missing = folder.resolve("missing.txt");
        assertThatThrownBy(() -> read(missing, null))
                .hasMessage("cannot read --targets " + missing + ": there is no such file");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {'a', '\n', (byte) 0xC3, (byte) 0x28});
        assertThatThrownBy(() -> read(binary, null))
                .hasMessage("cannot read " + binary + ": it is no text in UTF-8, so no list of targets");
        assertThat(refused("long.txt", "a".repeat(200_000) + "\nb.com"))
                .containsExactly("1: it is longer than 65536 characters");
    }

    @Test
    void standardInputIsReadAsNdjsonWhereItBeginsWithABrace() {
        try (TargetList text = fromInput("a.com\nb.com", null);
                TargetList json = fromInput("{\"target\":\"a.com\"}", null);
                TargetList csv = fromInput("site,x\na.com,1", "site")) {
            assertThat(found(text)).hasSize(2);
            assertThat(found(json)).containsExactly("0:1:a.com");
            assertThat(found(csv)).containsExactly("0:2:a.com");
        }
    }

    private static TargetList fromInput(String text, @Nullable String column) {
        return TargetList.read(
                "-", column, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), TargetListTests::query);
    }

    @Test
    void aHundredThousandAreReadAndFoundAgain() throws IOException {
        int count = 100_000;
        Path file = folder.resolve("many.txt");
        Files.write(
                file,
                IntStream.range(0, count).mapToObj(i -> "t" + i + ".example").toList());
        try (TargetList list = read(file, null)) {
            assertThat(list.size()).isEqualTo(count);
            NumberByHash numbers = new NumberByHash();
            list.forEach(target -> assertThat(numbers.putIfAbsent(Hashes.of(target.fileName()), target.number()))
                    .isEqualTo(NumberByHash.NONE));
            assertThat(numbers.of(Hashes.of("t99999.example.ndjson"))).isEqualTo(99_999);
            assertThat(numbers.of(Hashes.of("t100000.example.ndjson"))).isEqualTo(NumberByHash.NONE);
        }
    }
}
