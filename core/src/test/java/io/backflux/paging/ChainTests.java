package io.backflux.paging;

import static io.backflux.paging.Envelopes.codes;
import static io.backflux.paging.Envelopes.page;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.BacklinksStatus;
import io.backflux.CustomMode;
import io.backflux.Fields;
import io.backflux.Mode;
import io.backflux.RankScale;
import io.backflux.paging.Chain.Broken;
import io.backflux.paging.Chain.End;
import io.backflux.paging.Chain.Next;
import io.backflux.paging.Chain.Step;
import io.backflux.paging.Failure.Kind;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.CheckpointContent.ChainPlace;
import io.backflux.wire.CheckpointContent.Counts;
import io.backflux.wire.CheckpointContent.Query;
import io.backflux.wire.LastKey;
import io.backflux.wire.PageContent;
import io.backflux.wire.PageEnvelope;
import io.backflux.wire.SearchAfterToken;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ChainTests {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final String ALL_CAME = "all rows of total_count came";
    private static final String NO_TOKEN = "no token for a further page";
    private static final String EMPTY = "an empty page";
    private static final String SHORT = "a page with fewer rows than asked for";

    private static BacklinksQuery query(int limit) {
        return BacklinksQuery.builder("forbes.com").limit(limit).build();
    }

    private static Chain start(BacklinksQuery query, long max) {
        return Chain.start(Plan.of(query, null, max));
    }

    /** What follows a page of so many rows, all different, of which those that are wanted were handed on. */
    private static Step after(Chain chain, PageEnvelope answer, int rows) {
        PageRows emitted = PageRows.none();
        for (int row = 0; row < rows && row < chain.wanted(); row++) {
            emitted.add(Rows.numbered(row));
        }
        if (rows > chain.wanted()) {
            emitted.cutHere();
        }
        return chain.after(answer, rows, emitted);
    }

    private static Chain all(int limit) {
        return start(query(limit), Plan.ALL);
    }

    private static Chain next(Step step) {
        assertThat(step).isInstanceOf(Next.class);
        return ((Next) step).chain();
    }

    private static void assertEnds(Step step, boolean limited, String reason) {
        assertThat(step).isInstanceOfSatisfying(End.class, end -> {
            assertThat(end.limited()).isEqualTo(limited);
            assertThat(end.reason()).isEqualTo(reason);
        });
    }

    /** A chain of pages of 10 rows that stands before its page {@code number}. */
    private static Chain before(int number, @Nullable Long total) {
        Chain chain = all(10);
        for (int i = 1; i < number; i++) {
            chain = next(after(chain, page(i == 1 ? total : null, 10L, "token-" + i), 10));
        }
        return chain;
    }

    // Where a chain starts and goes on.

    @Test
    void firstPageHasNoTokenAndTheQuerysLimit() {
        Chain chain = all(1000);
        assertThat(chain.page()).isEqualTo(1);
        assertThat(chain.limit()).isEqualTo(1000);
        assertThat(chain.received()).isZero();
        assertThat(chain.token()).isNull();
        assertThat(chain.wanted()).isEqualTo(Long.MAX_VALUE);
        assertThat(new String(chain.request(), UTF_8)).isEqualTo("[{\"target\":\"forbes.com\",\"limit\":1000}]");
    }

    @Test
    void fullPageWithATokenIsFollowedByAnother() {
        Chain second = next(after(all(10), page(100L, 10L, "token-1"), 10));
        assertThat(second.page()).isEqualTo(2);
        assertThat(second.limit()).isEqualTo(10);
        assertThat(second.received()).isEqualTo(10);
        assertThat(second.total()).isEqualTo(100);
        assertThat(second.token()).isEqualTo(SearchAfterToken.of("token-1"));
    }

    @Test
    void totalIsTheFirstPagesWord() {
        Chain third = next(after(before(2, 100L), page(5L, 10L, "token-2"), 10));
        assertThat(third.total()).isEqualTo(100);
        assertThat(third.received()).isEqualTo(20);
    }

    @Test
    void totalThatTheFirstPageDidNotSayIsNotTakenFromALaterOne() {
        Chain third = next(after(before(2, null), page(20L, 10L, "token-2"), 10));
        assertThat(third.total()).isNull();
    }

    // Where it ends.

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\n"})
    void fullLastPageWithoutATokenIsTheEnd(@Nullable String token) {
        assertEnds(after(before(3, null), page(null, 10L, token), 10), false, NO_TOKEN);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void shortLastPageWithoutATokenIsTheEnd(@Nullable String token) {
        assertEnds(after(before(3, null), page(null, 4L, token), 4), false, NO_TOKEN);
    }

    @Test
    void shortPageIsTheEndEvenWithAToken() {
        assertEnds(after(before(3, null), page(null, 4L, "token-3"), 4), false, SHORT);
    }

    @Test
    void shortFirstPageIsTheEnd() {
        assertEnds(after(all(10), page(null, 9L, "token-1"), 9), false, SHORT);
    }

    @Test
    void shortLastPageThatReachesTheTotalIsTheEndEvenWithAToken() {
        assertEnds(after(before(3, 24L), page(null, 4L, "token-3"), 4), false, ALL_CAME);
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void fullPageWithATokenIsNoEndThoughTheTotalIsReached(long total) {
        assertThat(after(all(10), page(total, 10L, "token-1"), 10)).isInstanceOf(Next.class);
        assertThat(after(before(3, 20 + total), page(null, 10L, "token-3"), 10)).isInstanceOf(Next.class);
    }

    @Test
    void shortPageWithATokenIsNoEndWhileTheTotalPromisesMore() {
        assertThat(after(before(3, 30L), page(null, 5L, "token-3"), 5)).isInstanceOf(Next.class);
    }

    @Test
    void placeOfAnEmptyPageStaysOpenWhileTheTotalPromisesMore() {
        Chain third = before(3, 30L);
        assertThat(after(third, page(null, 0L, null), 0)).isInstanceOfSatisfying(End.class, end -> {
            assertThat(end.missing()).isEqualTo(10);
            assertThat(end.rest()).isEqualTo(third);
        });
    }

    @Test
    void queryWithoutAnyRowEndsAtItsFirstPage() {
        assertEnds(after(all(10), page(0L, 0L, null), 0), false, ALL_CAME);
        assertEnds(after(all(10), page(null, 0L, "token-1"), 0), false, EMPTY);
    }

    @Test
    void emptyPageAfterAFullOneIsTheEnd() {
        assertEnds(after(before(3, null), page(null, 0L, "token-3"), 0), false, EMPTY);
    }

    @Test
    void nullItemsAfterAFullPageAreTheEnd() {
        assertEnds(after(before(3, null), page(null, null, "token-3"), 0), false, EMPTY);
    }

    @Test
    void nothingFoundAfterAFullPageIsTheEnd() {
        PageEnvelope answer = codes(20000, 40102);
        assertThat(AnswerJudge.judge(200, answer)).isNull();
        assertEnds(after(before(3, null), answer, 0), false, EMPTY);
    }

    @Test
    void nothingFoundAtAllIsTheEnd() {
        assertEnds(after(all(10), codes(20000, 40102), 0), false, EMPTY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void ringOfTokensIsBrokenWithinAFewRounds(int tokens) {
        Step step = new Next(all(10));
        int pages = 0;
        while (step instanceof Next next) {
            step = after(next.chain(), page(null, 10L, "token-" + pages++ % tokens), 10);
            assertThat(pages).isLessThanOrEqualTo(4 * tokens);
        }
        assertThat(step).isInstanceOf(Broken.class);
    }

    @Test
    void tokensThatNeverRepeatAreNoRing() {
        assertThat(before(1_000, null).page()).isEqualTo(1_000);
    }

    // What items_count says.

    @Test
    void itemsCountBelowTheRowsThatCameEndsNothing() {
        assertThat(after(all(10), page(100L, 3L, "token-1"), 10)).isInstanceOf(Next.class);
    }

    @Test
    void pageIsAsLongAsItsRowsWhereItemsCountIsNull() {
        next(after(all(10), page(null, null, "token-1"), 10));
        assertEnds(after(all(10), page(null, null, "token-1"), 9), false, SHORT);
    }

    @Test
    void pageThatCountsItselfFullIsFollowedByAnother() {
        next(after(all(10), page(null, 10L, "token-1"), 9));
    }

    // What the reason says.

    @ParameterizedTest
    @CsvSource({"25, 5, 0", "30, 5, 5", "1000, 5, 975"})
    void reasonNamesTheRowsThatDidNotCome(long total, int rows, long missing) {
        Step step = after(before(3, total), page(null, (long) rows, null), rows);
        assertEnds(
                step,
                false,
                missing == 0 ? ALL_CAME : NO_TOKEN + ", " + Amounts.rows(missing) + " short of total_count");
    }

    @Test
    void everyEarlyEndNamesTheRowsThatDidNotCome() {
        String missing = ", 80 rows short of total_count";
        assertEnds(after(before(2, 100L), page(null, 10L, null), 10), false, NO_TOKEN + missing);
        assertEnds(after(before(3, 100L), page(null, 0L, "token-3"), 0), false, EMPTY + missing);
        assertEnds(after(before(3, 100L), codes(20000, 40102), 0), false, EMPTY + missing);
    }

    // A token that repeats.

    @Test
    void repeatedTokenBreaksTheChain() {
        Step step = after(before(3, 100L), page(null, 10L, "token-2"), 10);
        assertThat(step).isInstanceOf(Broken.class);
        Failure failure = ((Broken) step).failure();
        assertThat(failure.kind()).isEqualTo(Kind.REPEATED_TOKEN);
        assertThat(failure.isTransient()).isFalse();
        assertThat(failure.what()).doesNotContain("token-2");
    }

    @Test
    void repeatedTokenIsFoundWithoutATotalToo() {
        assertThat(after(before(2, null), page(null, 10L, "token-1"), 10)).isInstanceOf(Broken.class);
    }

    @Test
    void repeatedTokenDoesNoHarmWhereThePageWasTheLast() {
        assertEnds(after(before(3, null), page(null, 3L, "token-2"), 3), false, SHORT);
        assertEnds(after(before(3, null), page(null, 0L, "token-2"), 0), false, EMPTY);
    }

    @Test
    void repeatedTokenDoesNoHarmWhereTheMaximumWasReached() {
        Chain second = next(after(start(query(10), 20), page(100L, 10L, "token-1"), 10));
        assertEnds(after(second, page(null, 10L, "token-1"), 10), true, "the maximum of 20 rows came");
    }

    // A maximum.

    /** A server of so many rows that honours {@code limit}: the pages that a chain buys from it, and how it ends. */
    private static List<Integer> bought(Chain start, int rows, boolean tells, List<End> ends) {
        List<Integer> sizes = new ArrayList<>();
        Chain chain = start;
        int passed = 0;
        while (true) {
            int size = Math.min(chain.limit(), rows - passed);
            passed += size;
            sizes.add(size);
            String token = passed == rows ? null : "token-" + passed;
            Step step = after(chain, page(tells ? (long) rows : null, (long) size, token), size);
            if (step instanceof End end) {
                ends.add(end);
                return sizes;
            }
            chain = next(step);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1500, 2, 750",
        "1000, 2999, 3, 1000",
        "100, 250, 3, 84",
        "1000, 1, 1, 1",
        "1000, 1000, 1, 1000",
        "1000, 1001, 2, 501",
        "1000, 3000, 3, 1000",
        "7, 22, 4, 6",
    })
    void maximumIsBoughtInTheFewestPagesOfOneSize(int limit, int max, int pages, int size) {
        List<End> ends = new ArrayList<>();
        List<Integer> sizes = bought(start(query(limit), max), 10_000, true, ends);
        assertThat(sizes).hasSize(pages).containsOnly(size);
        assertEnds(ends.get(0), true, "the maximum of " + Amounts.rows(max) + " came");
        assertThat(ends).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "1500, 1500, false",
        "1500, 1499, false",
        "1500, 1501, true",
        "2999, 2999, false",
        "2999, 3000, true",
        "250, 10, false",
        "9223372036854775807, 2500, false",
    })
    void harvestIsLimitedWhereRowsAreLeftAndCompleteWhereNoneIs(long max, int rows, boolean limited) {
        for (boolean tells : new boolean[] {true, false}) {
            List<End> ends = new ArrayList<>();
            bought(start(query(1000), max), rows, tells, ends);
            assertThat(ends)
                    .as("total told: %s", tells)
                    .singleElement()
                    .extracting(End::limited)
                    .isEqualTo(limited);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "10, 1", "11, 2", "20, 2", "95, 10"})
    void pageThatTheTotalRulesOutIsNotBought(int rows, int pages) {
        assertThat(bought(all(10), rows, true, new ArrayList<>())).hasSize(pages);
    }

    @Test
    void pageThatHoldsMoreThanWantedEndsTheChainLimited() {
        Chain third = before3of(2999);
        assertThat(third.wanted()).isEqualTo(999);
        assertEnds(after(third, page(null, 1000L, "token-3"), 1000), true, "the maximum of 2,999 rows came");
    }

    @Test
    void pageCutAtTheMaximumIsLimitedEvenWithoutAToken() {
        assertEnds(after(before3of(2999), page(null, 1000L, null), 1000), true, "the maximum of 2,999 rows came");
    }

    @Test
    void maximumThatIsReachedWithTheLastRowIsComplete() {
        assertEnds(after(before3of(3000), page(null, 1000L, null), 1000), false, NO_TOKEN);
        assertEnds(after(before3of(2999), page(null, 999L, "token-3"), 999), false, SHORT);
    }

    private static Chain before3of(long max) {
        Chain chain = start(query(1000), max);
        chain = next(after(chain, page(null, 1000L, "token-1"), 1000));
        return next(after(chain, page(null, 1000L, "token-2"), 1000));
    }

    @Test
    void serverThatSendsMoreThanAskedForIsCutAtTheMaximum() {
        assertEnds(after(start(query(1000), 5), page(null, 1000L, "t"), 1000), true, "the maximum of 5 rows came");
    }

    // The request of each page.

    private static final BacklinksQuery EVERYTHING = BacklinksQuery.builder("https://forbes.com/about")
            .mode(Mode.ONE_PER_DOMAIN)
            .customMode(new CustomMode("anchor", 5))
            .filters(Fields.RANK.greaterThan(80).and(Fields.DOFOLLOW.isTrue()))
            .orderBy(Fields.RANK.descending(), Fields.URL_FROM.ascending())
            .offset(7)
            .limit(600)
            .backlinksStatusType(BacklinksStatus.ALL)
            .includeSubdomains(false)
            .includeIndirectLinks(true)
            .excludeInternalBacklinks(false)
            .rankScale(RankScale.ONE_HUNDRED)
            .tag("search_after_token")
            .build();

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 2000})
    void requestOfEachPageDiffersInItsTokenOnly(long max) {
        Chain chain = start(EVERYTHING, max);
        JsonNode first = MAPPER.readTree(chain.request());
        assertThat(first.size()).isEqualTo(1);
        assertThat(first.get(0).has("search_after_token")).isFalse();

        for (int number = 1; number <= 3; number++) {
            String token = "dG9rZW4=" + number;
            chain = next(after(chain, page(9000L, (long) chain.limit(), token), chain.limit()));
            JsonNode body = MAPPER.readTree(chain.request());
            ObjectNode task = (ObjectNode) body.get(0);
            assertThat(task.remove("search_after_token").stringValue()).isEqualTo(token);
            assertThat(body).as("page %d", chain.page()).isEqualTo(first);
            if (max - chain.received() <= chain.limit()) {
                return;
            }
        }
    }

    @Test
    void partsOfTheRequestKeepTheirOrder() {
        Chain second = next(after(start(EVERYTHING, Plan.ALL), page(9000L, 600L, "abc"), 600));
        assertThat(new String(second.request(), UTF_8).replace("\"search_after_token\":\"abc\",", ""))
                .isEqualTo(new String(start(EVERYTHING, Plan.ALL).request(), UTF_8));
    }

    @Test
    void limitOfAllPagesIsTheOneThatTheMaximumChose() {
        Chain chain = start(query(100), 250);
        for (String token : List.of("a", "b")) {
            assertThat(MAPPER.readTree(chain.request()).get(0).get("limit").intValue())
                    .isEqualTo(84);
            chain = next(after(chain, page(1000L, 84L, token), 84));
        }
        assertThat(MAPPER.readTree(chain.request()).get(0).get("limit").intValue())
                .isEqualTo(84);
        assertThat(chain.wanted()).isEqualTo(82);
    }

    @Test
    void chainDoesNotChangeWhenAsked() {
        Chain second = before(2, 100L);
        Step once = after(second, page(null, 10L, "token-2"), 10);
        assertThat(after(second, page(null, 10L, "token-2"), 10)).isEqualTo(once);
        assertThat(second.request()).isEqualTo(second.request());
    }

    @Test
    void chainPrintsNoToken() {
        assertThat(before(2, null).toString()).doesNotContain("token-1");
    }

    @Test
    void millionPagesOfOneRowKeepCount() {
        Chain chain = all(1);
        for (int i = 1; i <= 1_000_000; i++) {
            chain = next(after(chain, page(null, 1L, "token-" + i), 1));
        }
        assertThat(chain.received()).isEqualTo(1_000_000);
        assertThat(chain.page()).isEqualTo(1_000_001);
    }

    @Test
    void whatIsResumedByKeyIsBoundToNoPageSize() {
        Instant second = Instant.parse("2026-11-22T00:00:00Z");
        LastKey last = new LastKey(second, "https://x.com/", "https://forbes.com/", 1);
        Counts counts = new Counts(1, 1, 0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, 0, 0, 0, 5000L, 5000L);
        PageContent page = new PageContent(2, null, 10, List.of());
        CheckpointContent from = CheckpointContent.ofChain(
                new Query("forbes.com", "f", 10, second, null),
                new ChainPlace(second, page, 5000L, last, false),
                10,
                counts,
                null);
        Plan whole = Plan.of(query(1000), second, Plan.ALL);
        assertThat(Chain.resume(whole, from).limit()).isEqualTo(1000);
        assertThat(Chain.resume(Plan.of(query(1000), second, 15), from).limit()).isEqualTo(15);
        assertThat(Chain.resume(Plan.of(query(1000), second, 3), from).limit()).isEqualTo(10);
    }
}
