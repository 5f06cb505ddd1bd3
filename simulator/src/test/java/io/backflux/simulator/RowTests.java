package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullUnmarked // JSON may hold null anywhere
class RowTests {
    private static final DataSet DATA = new DataSet(42, "example.com", 20_000);

    static Map<String, Object> read(DataSet data, int index) {
        return Api.map(JsonReader.read(json(data, index, false).getBytes(StandardCharsets.UTF_8)));
    }

    private static String json(DataSet data, int index, boolean pretty) {
        JsonWriter writer = new JsonWriter(pretty);
        new RowWriter(writer).write(data.row(index), 0);
        return writer.body().text();
    }

    private static @Nullable Object written(Map<String, Object> row, String name) {
        int dot = name.indexOf('.');
        return dot < 0
                ? row.get(name)
                : Api.map(row.get(name.substring(0, dot))).get(name.substring(dot + 1));
    }

    @Test
    void everyFieldIsFilteredByTheValueThatIsWritten() {
        for (int index = 0; index < DATA.end(); index += 7) {
            Map<String, Object> row = read(DATA, index);
            for (Field field : Field.all()) {
                Object value = field.value(DATA.row(index));
                boolean time = field.kind() == Field.Kind.TIME && value != null;
                Object shown = time ? Times.text((Long) value) : value;
                assertThat(written(row, field.name())).as(field.name()).isEqualTo(shown);
            }
        }
    }

    @Test
    void aRowHasThe47FieldsInTheDocumentsOrder() {
        assertThat(read(DATA, 3).keySet())
                .hasSize(47)
                .startsWith("type", "domain_from", "url_from", "url_from_https", "domain_to")
                .containsSubsequence("rank", "first_seen", "prev_seen", "last_seen", "item_type", "anchor")
                .endsWith("ranked_keywords_info", "is_indirect_link", "indirect_link_path");
    }

    @Test
    void aRowIsTheSameWheneverItIsMade() {
        DataSet again = new DataSet(42, "example.com", 20_000);
        DataSet otherSeed = new DataSet(43, "example.com", 20_000);
        DataSet otherTarget = new DataSet(42, "example.org", 20_000);
        assertThat(json(again, 123, true)).isEqualTo(json(DATA, 123, true));
        assertThat(json(otherSeed, 123, true)).isNotEqualTo(json(DATA, 123, true));
        assertThat(json(otherTarget, 123, true).replace("example.org", "example.com"))
                .isNotEqualTo(json(DATA, 123, true));
    }

    /** People keep what came of a seed; if rows must change, say so in the list of changes. */
    @Test
    void theRowsOfASeedAreThoseOfEarlierVersions() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        DataSet data = new DataSet(42, "example.com", 5_000);
        for (int index = 0; index < data.end(); index++) {
            digest.update(json(data, index, false).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("0f2bd006a579b176351bb580193316e6824032b996bdce5b08dae16e1e550149");
    }

    @Test
    void pairsOfUrlsAreUniqueAndReferringPagesAreNot() {
        Set<Object> pages = new HashSet<>();
        Set<Object> pairs = new HashSet<>();
        for (int index = 0; index < DATA.end(); index++) {
            Row row = DATA.row(index);
            pages.add(Text.string(row.origin()::url));
            pairs.add(Text.string(row.origin()::url) + " " + Text.string(row.destination()::url));
        }
        assertThat(pairs).hasSize(DATA.end());
        assertThat(pages).hasSize(DATA.end() - 200);
    }

    @Test
    void rowsOfAPagePointToItAndHaveUniqueReferringPages() {
        DataSet page = new DataSet(42, "https://example.com/a", 500);
        Set<Object> pages = new HashSet<>();
        for (int index = 0; index < 500; index++) {
            Map<String, Object> row = read(page, index);
            pages.add(row.get("url_from"));
            assertThat(row).containsEntry("url_to", "https://example.com/a").containsEntry("domain_to", "example.com");
        }
        assertThat(pages).hasSize(500);
    }

    @Test
    void allThatIsDifficultComesUp() {
        Map<String, Integer> nulls = new HashMap<>();
        Map<Long, Integer> seconds = new HashMap<>();
        Set<Object> hops = new LinkedHashSet<>();
        StringBuilder all = new StringBuilder();
        for (int index = 0; index < 20_000; index++) {
            Map<String, Object> row = read(DATA, index);
            row.forEach((name, value) -> nulls.merge(name, value == null ? 1 : 0, Integer::sum));
            seconds.merge(DATA.row(index).firstSeen(), 1, Integer::sum);
            hops.add(row.get("indirect_link_path") instanceof List<?> list ? list.size() : 0);
            all.append(row.get("text_pre")).append(row.get("page_from_title")).append(row.get("anchor"));
        }
        assertThat(nulls.keySet().stream().filter(name -> nulls.get(name) > 0))
                .contains("prev_seen", "attributes", "alt", "anchor", "text_pre", "url_to_status_code")
                .contains("domain_from_country", "page_from_encoding", "semantic_location", "image_url")
                .doesNotContain("rank", "first_seen", "last_seen", "url_from", "url_to", "item_type");
        assertThat(seconds.values()).anyMatch(count -> count > 5);
        assertThat(hops).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(all.toString()).contains("\"", "\\", "\n", "\u0007", "\u001f", "ü", "С", "の", "ट", "🚀");
    }

    @Test
    void timesRiseFromFirstToLast() {
        for (int index = 0; index < 20_000; index++) {
            Row row = DATA.row(index);
            assertThat(row.firstSeen()).isLessThanOrEqualTo(row.lastSeen());
            if (!row.isNew()) {
                assertThat(row.prevSeen()).isBetween(row.firstSeen(), row.lastSeen());
            }
        }
    }

    @Test
    void aPageOfThousandRowsIsAboutAsLargeAsTheApis() {
        long minified = 0;
        for (int index = 0; index < 1000; index++) {
            minified += json(DATA, index, false).getBytes(StandardCharsets.UTF_8).length;
        }
        assertThat(minified).isBetween(1_300_000L, 1_900_000L);
    }

    @Test
    void lostAndInternalRowsAreMarked() {
        assertThat(read(DATA, 19_999)).containsEntry("is_lost", false);
        assertThat(read(DATA, 20_000)).containsEntry("is_lost", true);
        assertThat(read(DATA, 21_999)).containsEntry("is_lost", true);
        assertThat(read(DATA, 22_000)).containsEntry("is_lost", false).containsEntry("domain_from", "help.example.com");
        assertThat(DATA.end()).isEqualTo(22_200);
    }
}
