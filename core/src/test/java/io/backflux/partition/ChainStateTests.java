package io.backflux.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.paging.Failure;
import io.backflux.paging.Failure.Kind;
import io.backflux.paging.Plan;
import io.backflux.wire.CheckpointContent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a harvest of one page after the other requests next, by what it has seen. */
class ChainStateTests {

    private static final int ONLY = 0;
    private static final Failure REFUSED =
            new Failure(Kind.REQUEST_REFUSED, 40501, "Invalid Field", null, null, null, null, null);

    private static final String STABLE = "{'version':1,'target':'site.example','query':'q','limit':3,"
            + "'before':'1970-01-01 00:01:40 +00:00','page':2,'token':'t','served':3,'total':9,'received':3,"
            + "'lastFirstSeen':'1970-01-01 00:00:12 +00:00','lastUrlFrom':'c','lastUrlTo':'to','lastCopies':1,"
            + "'pages':1,'requests':1,'retries':0,'cost':'0','unpriced':'0','dearest':'0','repeated':0,"
            + "'unexpectedValues':0,'missing':0}";

    private static ChainState begin(long max, boolean stable) {
        Plan plan = Plan.of(Legs.PLAN.query(), stable ? Instant.ofEpochSecond(Legs.BOUND) : null, max);
        return requested(ChainState.begin(plan, null));
    }

    private static ChainState resumed() {
        return requested(ChainResumption.read(Legs.PLAN, CheckpointContent.fromJson(STABLE.replace('\'', '"')), null));
    }

    private static ChainState requested(ChainState state) {
        HarvestState.Ask ask = (HarvestState.Ask) state.next(1);
        return (ChainState) ask.state();
    }

    /** Returns what is emitted. */
    private static String read(ChainState state, String rows) {
        state.page(ONLY).beginAttempt();
        StringBuilder emitted = new StringBuilder();
        Legs.words(rows).filter(word -> state.accept(ONLY, Legs.row(word))).forEach(word -> emitted.append(word, 0, 1));
        return emitted.isEmpty() ? "-" : emitted.toString();
    }

    private static HarvestState.AfterPage end(
            ChainState state, String rows, @Nullable Long total, @Nullable String token) {
        int count = (int) Legs.words(rows).count();
        return state.after(ONLY, Legs.answer(count, total, token), count);
    }

    private static String next(HarvestState.AfterPage after) {
        HarvestState.Next next = after.state().next(1);
        if (after.broken() != null) {
            return "broken";
        }
        return next instanceof HarvestState.Done done
                ? done.conclusion().reason()
                : "page " + after.state().chain(ONLY).page();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # max | stable | seen            | total | token | emitted | next
            -1    | false  | a@10 b@11 c@12  | 9     | t     | abc     | page 2
            -1    | false  | a@10 b@11 c@12  | 3     | none  | abc     | all rows of total_count came
            -1    | false  | a@10 b@11       | 9     | none  | ab      | no token for a further page, 7 rows short of total_count
            -1    | false  | -               | none  | t     | -       | an empty page
            2     | false  | a@10 b@11 c@12  | 9     | t     | ab      | the maximum of 2 rows came
            -1    | true   | a@10 b@11 c@100 | 9     | t     | ab      | page 2
            -1    | true   | a@100 b@100 c@101 | 0   | t     | -       | what follows was found after the harvest had begun
            -1    | false  | a@100 b@101     | 9     | t     | ab      | page 2
            """)
    void aPageIsFollowedByAnotherOrByTheEnd(
            long max,
            boolean stable,
            String seen,
            @Nullable Long total,
            @Nullable String token,
            String emitted,
            String next) {
        ChainState state = begin(max < 0 ? Plan.ALL : max, stable);

        assertThat(read(state, seen)).isEqualTo(emitted);
        assertThat(next(end(state, seen, total, token))).isEqualTo(next);
    }

    @Test
    void aPageInFlightIsWaitedFor() {
        ChainState state = begin(Plan.ALL, false);

        assertThat(state.next(1)).isInstanceOf(HarvestState.Wait.class);
        assertThat(state.afterWithdrawal(ONLY).next(1)).isInstanceOf(HarvestState.Ask.class);
    }

    @Test
    void aTokenThatComesAgainBreaksTheChain() {
        ChainState first = begin(Plan.ALL, false);
        read(first, "a@10 b@11 c@12");
        ChainState second =
                requested((ChainState) end(first, "a@10 b@11 c@12", 9L, "t").state());
        read(second, "d@13 e@14 f@15");

        assertThat(next(end(second, "d@13 e@14 f@15", 9L, "t"))).isEqualTo("broken");
    }

    @Test
    void aPageThatIsDroppedComesAgainWhole() {
        ChainState state = begin(Plan.ALL, false);
        read(state, "a@10 b@11");

        ChainState dropped = state.withoutPage(ONLY);

        assertThat(dropped.received()).isZero();
        assertThat(read(dropped, "a@10 b@11 c@12")).isEqualTo("abc");
    }

    @Test
    void aTokenThatIsRefusedOnResumeIsReplacedByTheLastRow() {
        ChainState state = resumed();

        ChainState byKey = Objects.requireNonNull(state.after(ONLY, REFUSED));

        assertThat(byKey.chain(ONLY).token()).isNull();
        assertThat(new String(byKey.chain(ONLY).request(), StandardCharsets.UTF_8))
                .contains("[\"first_seen\",\">\",\"1970-01-01 00:00:11 +00:00\"]");
        assertThat(read(byKey, "b@12 c@12 d@12")).isEqualTo("d");
        assertThat(begin(Plan.ALL, true).after(ONLY, REFUSED)).isNull();
    }

    @Test
    void aRowToResumeBehindThatIsGoneBreaksTheChain() {
        ChainState byKey = Objects.requireNonNull(resumed().after(ONLY, REFUSED));

        assertThat(read(byKey, "d@13")).isEqualTo("-");
        assertThat(byKey.page(ONLY).fault()).isNotNull();
    }
}
