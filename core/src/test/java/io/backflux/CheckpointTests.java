package io.backflux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.error.CheckpointException;
import io.backflux.error.CheckpointException.Reason;
import io.backflux.wire.CheckpointAccess;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.CheckpointContent.ChainPlace;
import io.backflux.wire.CheckpointContent.Counts;
import io.backflux.wire.CheckpointContent.Ending;
import io.backflux.wire.CheckpointContent.Query;
import io.backflux.wire.LastKey;
import io.backflux.wire.LegContent;
import io.backflux.wire.LegContent.Again;
import io.backflux.wire.LegContent.Asked;
import io.backflux.wire.LegContent.Ends;
import io.backflux.wire.LegContent.Pages;
import io.backflux.wire.LegContent.Rows;
import io.backflux.wire.LegContent.Through;
import io.backflux.wire.LegContent.Totals;
import io.backflux.wire.PageContent;
import io.backflux.wire.SearchAfterToken;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTests {

    private static final String TOKEN = "c2VjcmV0IHRva2Vu";

    private static final Counts COUNTS = new Counts(
            3,
            5,
            2,
            new BigDecimal("0.15"),
            new BigDecimal("0.05"),
            new BigDecimal("0.05"),
            7,
            1,
            10,
            25_000L,
            24_990L);

    private static final Query QUERY = new Query(
            "forbes.com", "0123456789abcdef0123456789abcdef", 1000, Instant.parse("2026-11-23T10:00:00Z"), null);

    private static CheckpointContent content(@Nullable String token, List<Long> emitted, @Nullable String ended) {
        return CheckpointContent.ofChain(
                QUERY,
                new ChainPlace(
                        Instant.parse("2026-11-22T10:00:00Z"),
                        new PageContent(4, SearchAfterToken.of(token), 3000, emitted),
                        25_000L,
                        new LastKey(
                                Instant.parse("2026-11-21T10:00:00Z"), "https://a.example/ü", "https://b.example/", 2),
                        ended == null),
                3000 + emitted.size(),
                COUNTS,
                ended == null ? null : new Ending(ended, Verdict.DRIFTED, "the index changed"));
    }

    private static final String JSON =
            content(TOKEN, List.of(1L, -2L, Long.MIN_VALUE), null).toJson();

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(CheckpointContent.fromJson(JSON)).isEqualTo(content(TOKEN, List.of(1L, -2L, Long.MIN_VALUE), null));
        CheckpointContent ended = content(null, List.of(), "all rows of total_count came");
        assertThat(CheckpointContent.fromJson(ended.toJson())).isEqualTo(ended);
        assertThat(Checkpoint.fromJson(JSON).toJson()).isEqualTo(JSON);
        assertThat(Checkpoint.fromJson(JSON)).isEqualTo(Checkpoint.fromJson(" " + JSON));
    }

    @Test
    void oneMadeOfItsContentIsTheOneReadFromItsJson() {
        for (CheckpointContent content : List.of(
                content(TOKEN, List.of(1L), null),
                content(null, List.of(), "all rows of total_count came"),
                parallel())) {
            Checkpoint made = CheckpointAccess.checkpointOf(content);
            Checkpoint read = Checkpoint.fromJson(content.toJson());

            assertThat(made).isEqualTo(read).hasSameHashCodeAs(read).hasToString(read.toString());
            assertThat(made.toJson()).isEqualTo(read.toJson()).isSameAs(made.toJson());
            assertThat(CheckpointAccess.contentOf(made)).isSameAs(content);
            assertThat(CheckpointAccess.contentOf(read)).isEqualTo(content);
        }
    }

    @Test
    void whatItSaysOfTheHarvestIsItsProgress() {
        HarvestProgress progress = Checkpoint.fromJson(JSON).progress();

        assertThat(progress.received()).isEqualTo(3003);
        assertThat(progress.pages()).isEqualTo(COUNTS.pages());
        assertThat(progress.requests()).isEqualTo(COUNTS.requests());
        assertThat(progress.retries()).isEqualTo(COUNTS.retries());
        assertThat(progress.cost()).isEqualTo(COUNTS.cost());
        assertThat(progress.totalCount()).isEqualTo(COUNTS.totalAtStart());
        assertThat(progress.ranges()).isEmpty();
    }

    @Test
    void anAmountIsTheSameBeforeItIsWritten() {
        BigDecimal hundred = new BigDecimal("1E+2");
        CheckpointContent content = content(TOKEN, List.of(), null)
                .withCounts(new Counts(3, 5, 2, hundred, hundred, hundred, 7, 1, 0, null, null));

        assertThat(CheckpointAccess.checkpointOf(content)).isEqualTo(Checkpoint.fromJson(content.toJson()));
    }

    @Test
    void accessToItsContentIsGrantedOnce() {
        CheckpointAccess.contentOf(Checkpoint.fromJson(JSON));
        assertThatThrownBy(() -> CheckpointAccess.grant(new CheckpointAccess() {
                    @Override
                    protected Checkpoint make(CheckpointContent content) {
                        return Checkpoint.fromJson(JSON);
                    }

                    @Override
                    protected CheckpointContent open(Checkpoint checkpoint) {
                        return parallel();
                    }
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatTheServerMaySayIsReadAgain() {
        BigDecimal longest = new BigDecimal("9".repeat(228) + "." + "9".repeat(100));
        CheckpointContent odd = content(TOKEN, List.of(), "half a pair \ud83d")
                .withCounts(new Counts(3, 5, 2, longest, new BigDecimal("1E-100"), longest, 7, 1, 0, null, null));

        String file = new String(odd.toJson().getBytes(UTF_8), UTF_8);

        assertThat(CheckpointContent.fromJson(file)).isEqualTo(odd);
        assertThat(file).as("what strict readers of JSON refuse").doesNotContainIgnoringCase("\\ud8", "\\ud83d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+2", "100", "1e2"})
    void moneyIsTheSameInAnyForm(String cost) {
        assertThat(Checkpoint.fromJson(JSON.replace("\"0.15\"", "\"" + cost + "\"")))
                .isEqualTo(Checkpoint.fromJson(JSON.replace("\"0.15\"", "\"100\"")));
    }

    /** The form is a promise to those who have stored one. */
    @Test
    void versionOneStaysReadable() {
        String stored = "{\"version\":1,\"target\":\"forbes.com\",\"query\":\"00\",\"limit\":1000,\"page\":2,"
                + "\"token\":\"dG9rZW4\",\"served\":1000,\"total\":3300,\"received\":1000,\"pages\":1,\"requests\":1,"
                + "\"retries\":0,\"cost\":\"0.05\",\"unpriced\":\"0\",\"dearest\":\"0.05\",\"repeated\":0,\"unexpectedValues\":0,\"missing\":0,"
                + "\"totalAtStart\":3300,\"totalAtEnd\":3300}";
        Checkpoint checkpoint = Checkpoint.fromJson(stored);
        assertThat(checkpoint.target()).isEqualTo("forbes.com");
        assertThat(checkpoint.received()).isEqualTo(1000);
        assertThat(checkpoint.totalCount()).isEqualTo(3300);
        assertThat(checkpoint.cost()).isEqualByComparingTo("0.05");
        assertThat(checkpoint.isComplete()).isFalse();
    }

    @Test
    void itIsSmall() {
        assertThat(content("t".repeat(700), List.of(), null).toJson()).hasSizeLessThan(1_500);
        List<Long> page = Collections.nCopies(1000, -1L);
        assertThat(content("t".repeat(700), page, null).toJson()).hasSizeLessThan(15_000);
    }

    @Test
    void aPageOfAnySizeHasOne() {
        CheckpointContent large = content(TOKEN, Collections.nCopies(1_000_000, -1L), null);
        assertThat(Checkpoint.fromJson(large.toJson()).received()).isEqualTo(1_003_000);
    }

    @Test
    void onlyItsJsonHasTheToken() {
        assertThat(JSON).contains(TOKEN);
        assertThat(Checkpoint.fromJson(JSON).toString())
                .isEqualTo("Checkpoint[target=forbes.com, received=3003, cost=0.15, complete=false]");
        assertThat(CheckpointContent.fromJson(JSON).toString()).doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "{}",
                "{\"version\":\"1\"}",
                "{\"version\":1}",
                "not JSON",
                "{\"version\":1,\"version\":1}"
            })
    void whatIsNoCheckpointIsRefused(String text) {
        assertRefused(text, Reason.UNREADABLE);
    }

    @Test
    void eachCutIsRefused() {
        for (int end = 0; end < JSON.length(); end++) {
            assertRefused(JSON.substring(0, end), Reason.UNREADABLE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 99})
    void anotherVersionIsNamed(int version) {
        assertThatThrownBy(() -> Checkpoint.fromJson("{\"version\":" + version + "}"))
                .isInstanceOfSatisfying(
                        CheckpointException.class,
                        error -> assertThat(error.reason()).isEqualTo(Reason.UNKNOWN_VERSION))
                .hasMessage("a checkpoint of version " + version
                        + ", and this release knows up to version 2: resume with the release that wrote it");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"limit\":1000', '\"limit\":0', limit",
        "'\"limit\":1000', '\"limit\":1001', limit",
        "'\"limit\":1000', '\"limit\":\"1000\"', limit",
        "'\"page\":4', '\"page\":-1', page",
        "'\"page\":4', '\"page\":99999999999', page",
        "'\"received\":3003', '\"received\":2', handedOn",
        "'\"cost\":\"0.15\"', '\"cost\":\"-1\"', cost",
        "'\"cost\":\"0.15\"', '\"cost\":\"1e999999999\"', cost",
        "'\"cost\":\"0.15\"', '\"cost\":\"NaN\"', cost",
        "'\"before\":\"2026', '\"before\":\"year 2026', before",
        "'\"token\":\"c2VjcmV0IHRva2Vu\",', '\"token\":7,', token",
        "'\"handedOn\":\"', '\"handedOn\":\"A', handedOn",
        "'\"handedOn\":\"', '\"handedOn\":\"%', handedOn",
        "'\"lastUrlTo\":\"https://b.example/\",', '', lastUrlTo",
    })
    void whatMakesNoSenseIsNamed(String part, String other, String name) {
        assertThat(JSON).contains(part);
        assertThatThrownBy(() -> Checkpoint.fromJson(JSON.replace(part, other)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith("not a checkpoint: ")
                .hasMessageContaining(name);
    }

    @Test
    void aLostTokenIsNoticed() {
        String lost = JSON.replace("\"token\":\"" + TOKEN + "\",", "").replace("\"before\":", "\"unknown\":");
        assertThatThrownBy(() -> Checkpoint.fromJson(lost)).hasMessage("not a checkpoint: token is missing");
    }

    private static void assertRefused(String text, Reason reason) {
        assertThatThrownBy(() -> Checkpoint.fromJson(text))
                .as(text)
                .isInstanceOfSatisfying(
                        CheckpointException.class,
                        error -> assertThat(error.reason()).isEqualTo(reason))
                .hasMessageNotContaining(TOKEN);
    }

    private static LegContent leg(int parent, @Nullable String token, boolean ended, @Nullable Pages pages) {
        Asked asked = new Asked(
                false,
                parent > 0,
                false,
                0,
                1000,
                parent < 0 ? null : Instant.parse("2026-01-01T10:00:00Z"),
                Instant.parse("2026-11-23T10:00:00Z"),
                Instant.parse("2026-11-22T10:00:00Z"));
        PageContent page = new PageContent(
                token == null ? 1 : 3, SearchAfterToken.of(token), 2000, ended ? List.of() : List.of(1L, 2L));
        Rows rows = new Rows(
                Instant.parse("2026-01-02T10:00:00Z"),
                Instant.parse("2026-03-02T10:00:00Z"),
                List.of(5L),
                List.of(6L, Long.MIN_VALUE),
                List.of(4L),
                parent == 0);
        return new LegContent(
                parent,
                asked,
                page,
                new Totals(1500, 7, 8, 6, 9, 30_000L, 29_999L),
                rows,
                ended ? BEGAN : new Again(List.of(3L), List.of(13L, 14L), true, null),
                new Ends(ended ? null : (Long) 11L, 12L, parent == 0),
                pages,
                ended);
    }

    private static final Again BEGAN = new Again(List.of(), List.of(), true, Instant.parse("2025-11-23T10:00:00Z"));

    private static final Through THROUGH =
            new Through(20_979, Instant.parse("2024-01-01T00:00:00Z"), null, 1998, 1000, 30_000L, true);

    private static CheckpointContent parallel() {
        return CheckpointContent.ofLegs(
                QUERY,
                25_000L,
                COUNTS,
                Strategy.RANGES,
                List.of(
                        leg(-1, TOKEN, false, null),
                        leg(0, null, false, new Pages(20_979, null)),
                        leg(1, null, true, new Pages(0, THROUGH))),
                null);
    }

    @Test
    void allLegsOfAParallelHarvestComeBack() {
        String json = parallel().toJson();
        assertThat(CheckpointContent.fromJson(json)).isEqualTo(parallel());
        assertThat(json).startsWith("{\"version\":2,").doesNotContain("\n");
        assertThat(Checkpoint.fromJson(json).toString()).doesNotContain(TOKEN);
    }

    @Test
    void eachCutOfAParallelOneIsRefused() {
        String json = parallel().toJson();
        for (int end = 0; end < json.length(); end++) {
            assertRefused(json.substring(0, end), Reason.UNREADABLE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'\"before\":\"2026-11-23 10:00:00 +00:00\",', '', before",
        "'\"received\":4500', '\"received\":4501', legs",
        "'\"parent\":2', '\"parent\":9', parent",
        "'\"page\":3,\"token\"', '\"page\":3,\"tokem\"', token",
        "'\"way\":\"RANGES\"', '\"way\":\"SIDEWAYS\"', way"
    })
    void legsThatMakeNoSenseAreRefused(String part, String other, String named) {
        String json = parallel().toJson();
        assertThat(json).contains(part);
        assertThatThrownBy(() -> Checkpoint.fromJson(json.replace(part, other)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(named);
    }

    /** Its JSON has no place for one, so it would be another when it has been written again. */
    @Test
    void aChainHasNoStrategy() {
        String json = JSON.replace("\"received\":", "\"way\":\"RANGES\",\"received\":");
        assertThat(CheckpointContent.fromJson(json)).isEqualTo(CheckpointContent.fromJson(JSON));
    }

    @Test
    void aVerdictOfALaterReleaseIsLeftOpen() {
        String json = content(null, List.of(), "all rows came").toJson();
        String later = json.replace("\"verdict\":\"DRIFTED\"", "\"verdict\":\"NOVEL\"");
        assertThat(later).isNotEqualTo(json);
        assertThat(CheckpointContent.fromJson(later).ending())
                .isEqualTo(new Ending("all rows came", null, "the index changed"));
    }
}
