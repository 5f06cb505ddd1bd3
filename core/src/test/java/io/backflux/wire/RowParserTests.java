package io.backflux.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.backflux.Backlink;
import io.backflux.Extras;
import io.backflux.IndirectLink;
import io.backflux.NdjsonWriter;
import io.backflux.ParseLimits;
import io.backflux.RankedKeywordsInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowParserTests {

    @Test
    void theFieldsAreUnderTheApisNames() {
        List<Backlink> rows = Answers.read(Answers.bytes(Answers.PRETTY));

        Backlink first = rows.get(0);
        assertThat(first.type()).isEqualTo("backlink");
        assertThat(first.urlFrom()).isEqualTo("https://blog1.example/posts/1/");
        assertThat(first.urlFromHttps()).isTrue();
        assertThat(first.rank()).isEqualTo(499);
        assertThat(first.domainFromPlatformType()).containsExactly("cms", "blogs");
        assertThat(first.pageFromTitle()).isEqualTo("Dobrý deň – 日本 😀");
        assertThat(first.lastSeen()).isEqualTo(Instant.parse("2024-02-29T23:59:59Z"));
        assertThat(first.anchor()).isEqualTo("a \"quoted\" \\ name\n\t\u0001");
        assertThat(first.groupCount()).isEqualTo(5_000_000_000L);
        assertThat(first.rankedKeywordsInfo()).isEqualTo(new RankedKeywordsInfo(26L, 62L, 2034L));
        assertThat(first.extras()).isSameAs(Extras.NONE);
        assertThat(rows.get(1).indirectLinkPath())
                .containsExactly(
                        new IndirectLink("redirect", 302, "https://short.example/x"),
                        new IndirectLink("canonical", 200, "https://www.site.example/c"));
        assertThat(rows.get(2).rankedKeywordsInfo()).isNull();
        assertThat(rows.get(2).prevSeen()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"alt\":null}",
                "{\"anchor\":\"a\",\"type\":\"backlink\",\"rank\":1}",
                "{\"rank\":12.0}",
                "{\"rank\":\"12\"}",
                "{\"rank\":12.5}",
                "{\"rank\":3000000000}",
                "{\"rank\":1e2}",
                "{\"links_count\":99999999999999999999}",
                "{\"links_count\":1e999999999}",
                "{\"dofollow\":1}",
                "{\"dofollow\":\"true\"}",
                "{\"type\":{\"a\":[1,2.50,null,true]}}",
                "{\"first_seen\":\"2023-02-10T16:15:27Z\"}",
                "{\"first_seen\":1676045727}",
                "{\"attributes\":[\"a\",null]}",
                "{\"attributes\":[\"a\",{\"b\":[]},\"c\"]}",
                "{\"attributes\":\"nofollow\"}",
                "{\"ranked_keywords_info\":{}}",
                "{\"ranked_keywords_info\":[]}",
                "{\"ranked_keywords_info\":{\"page_from_keywords_count_top_3\":1,\"page_from_keywords_count_top_10\":null,"
                        + "\"page_from_keywords_count_top_100\":2.0,\"page_from_keywords_count_top_20\":[7]}}",
                "{\"indirect_link_path\":[{\"type\":\"redirect\",\"url\":\"u\"}]}",
                "{\"indirect_link_path\":[{\"type\":1,\"status_code\":\"302\",\"url\":null,\"new\":{}}, 5]}",
                "{\"indirect_link_path\":{}}",
                "{\"indirect_link_path\":[{\"type\":\"a\",\"type\":\"b\",\"url\":\"u\"}]}",
                "{\"ranked_keywords_info\":{\"page_from_keywords_count_top_3\":1,\"page_from_keywords_count_top_3\":2,"
                        + "\"page_from_keywords_count_top_100\":3}}",
                "{\"new_field\":{\"a\":\"\\u00e9\\n\"},\"rank\":1,\"other\":[],\"third\":-0.50}",
                "{\"unknown\":\"cut in half \\ud83d\",\"rank\":\"\\ud83d\",\"other\":\"\\ud83d\\ude00 é\"}",
                "{\"text_pre\":\"cut in half \\ud83d\",\"text_post\":\"whole \\ud83d\\ude00\"}"
            })
    void whatCameIsGivenBack(String json) throws IOException {
        Backlink row = Backlink.fromJson(json);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try (NdjsonWriter writer = NdjsonWriter.exact(lines)) {
            writer.write(row);
        }

        assertThat(Answers.tree(row.toExactJson())).isEqualTo(Answers.tree(json));
        assertThat(Answers.tree(lines.toString(UTF_8))).isEqualTo(Answers.tree(json));
        assertThat(Backlink.fromJson(row.toExactJson())).isEqualTo(row);
    }

    @Test
    void unknownFieldsAreKeptRaw() {
        Backlink row = Backlink.fromJson("{\"rank\": 3, \"new_field\": {\"a\" : [1, 2.50]}, \"rank_2\": \"x\"}");

        assertThat(row.rank()).isEqualTo(3);
        assertThat(row.extras().unknown()).isEqualTo(Map.of("new_field", "{\"a\":[1,2.50]}", "rank_2", "\"x\""));
        assertThat(row.extras().absent()).hasSize(46).doesNotContain("rank");
    }

    @Test
    void twelvePointZeroIsTwelve() {
        Backlink row = Backlink.fromJson("{\"rank\":12.0,\"links_count\":5e3}");

        assertThat(row.rank()).isEqualTo(12);
        assertThat(row.linksCount()).isEqualTo(5000);
    }

    @Test
    void valuesOfAnotherTypeAreKeptRawAndCounted() {
        PageReader reader = new PageFormat(ParseLimits.DEFAULT).newReader();

        List<Backlink> rows = Answers.read(
                reader,
                Answers.around(
                        "[{\"rank\":\"12\",\"dofollow\":true},{\"attributes\":[1],\"rank\":12.0},{\"rank\":5}]", ""));

        assertThat(rows).extracting(Backlink::rank).containsExactly(null, 12, 5);
        assertThat(rows.get(0).extras().unexpected()).containsExactly(Map.entry("rank", "\"12\""));
        assertThat(rows.get(1).attributes()).isNull();
        assertThat(rows.get(1).extras().unexpected()).containsEntry("attributes", "[1]");
        assertThat(reader.unexpectedValues()).isEqualTo(2);
    }

    @Test
    void ofANameThatComesTwiceTheLastCounts() {
        Backlink row = Backlink.fromJson("{\"rank\":\"x\",\"rank\":7}");

        assertThat(row.rank()).isEqualTo(7);
        assertThat(Answers.tree(row.toJson())).isEqualTo(Answers.tree("{\"rank\":7}"));
    }

    @Test
    void whatOneRowHeldDoesNotShowInTheNext() {
        List<Backlink> rows = Answers.read(Answers.around(
                "[{\"anchor\":\"a\",\"new\":1,\"rank\":\"x\"},{\"rank\":1},{\"tld_from\":\"com\"},{\"tld_from\":\"de\"}]",
                ""));

        assertThat(rows.get(1)).isEqualTo(Backlink.fromJson("{\"rank\":1}"));
        assertThat(rows).extracting(Backlink::tldFrom).containsExactly(null, null, "com", "de");
    }

    static Stream<String> texts() {
        return Stream.of(
                "[]",
                "5",
                "",
                "{",
                "{\"rank\":}",
                "{} {}",
                "{}x",
                "{\"x\":\"" + "y".repeat(2_000_000) + "\"}",
                "{\"x\":" + "1".repeat(200) + "}",
                "{\"x\":" + "[".repeat(100) + "]".repeat(100) + "}");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textThatIsNotOneObjectIsRefused(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Backlink.fromJson(json))
                .withMessageContaining("at path $")
                .withMessageContaining("byte ");
    }
}
