package io.backflux.partition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.paging.Chain;
import io.backflux.paging.Plan;
import io.backflux.wire.CheckpointContent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints that users may have stored: none of these files is ever changed. */
class GoldenCheckpointTests {

    private static final int MANY = 30;

    private static String stored(String name) throws IOException {
        try (InputStream file = GoldenCheckpointTests.class.getResourceAsStream("checkpoints/" + name + ".json")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version1-between-pages",
                "version1-within-a-page",
                "version1-in-the-stable-order",
                "version1-ended",
                "version2-offsets-within-a-page",
                "version2-offsets-whole-pages",
                "version2-both-ends",
                "version2-ranges",
                "version2-second-look"
            })
    void whatIsReadIsWrittenByteForByteTheSame(String name) throws IOException {
        String json = stored(name);

        assertThat(CheckpointContent.fromJson(json).toJson()).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # checkpoint                 | rows  | what is to be done
            version1-between-pages       | 2000  | page 3 by token
            version1-within-a-page       | 2004  | page 3 by token
            version1-in-the-stable-order | 2001  | page 3 by token
            version1-ended               | 60000 | nothing
            """)
    void aChainIsResumedFromIt(String name, long rows, String next) throws IOException {
        CheckpointContent content = CheckpointContent.fromJson(stored(name));

        ChainState state = ChainResumption.read(plan(content), content, null);

        assertThat(state.received()).isEqualTo(rows);
        assertThat(state.next(1) instanceof HarvestState.Ask ask ? word(ask) : "nothing")
                .isEqualTo(next);
    }

    private static String word(HarvestState.Ask ask) {
        Chain chain = ask.state().chain(ask.leg());
        return "page " + chain.page() + (chain.token() == null ? "" : " by token");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # checkpoint                   | rows | strategy  | requested next, by the first seconds or offsets
            version1-in-the-stable-order   | 2001 | RANGES    | token
            version2-offsets-within-a-page | 6    | OFFSETS   | 4 6
            version2-offsets-whole-pages   | 5    | OFFSETS   | 4 6
            version2-ranges                | 4    | RANGES    | token 2024-08-20 2022-05-18
            version2-second-look           | 6    | OFFSETS   | 2020-01-03
            """)
    void aHarvestIsResumedFromIt(String name, long rows, String strategy, String next) throws IOException {
        PartitionState state = resumed(CheckpointContent.fromJson(stored(name)));

        assertThat(state.received()).isEqualTo(rows);
        assertThat(state.strategy()).hasToString(strategy);
        assertThat(requested(state, 1 + next.split(" ", -1).length)).contains(next.split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version2-offsets-within-a-page",
                "version2-offsets-whole-pages",
                "version2-both-ends",
                "version2-ranges"
            })
    void whatIsResumedStandsWhereItStood(String name) throws IOException {
        CheckpointContent content = CheckpointContent.fromJson(stored(name));

        CheckpointContent now = Objects.requireNonNull(resumed(content).checkpoint(content.counts(), false));

        assertThat(now.legs()).isEqualTo(content.legs());
        assertThat(now.received()).isEqualTo(content.received());
        assertThat(now.strategy()).isEqualTo(content.strategy());
    }

    @ParameterizedTest
    @CsvSource({"version2-both-ends, 22"})
    void pagesFromBothEndsAreRequestedAgain(String name, int pages) throws IOException {
        assertThat(requested(resumed(CheckpointContent.fromJson(stored(name))), MANY))
                .hasSize(pages - 1);
    }

    private static PartitionState resumed(CheckpointContent content) {
        return PartitionCheckpoint.read(plan(content), Reach.OF_API, false, content);
    }

    private static Plan plan(CheckpointContent content) {
        BacklinksQuery query = BacklinksQuery.builder(content.query().target())
                .limit(content.query().limit())
                .build();
        return Plan.of(query, content.query().before(), Plan.ALL);
    }

    /** What tells the requests apart that may be in flight at once. */
    private static List<String> requested(PartitionState from, int most) {
        List<String> words = new ArrayList<>();
        HarvestState state = from;
        while (words.size() < most && state.next(0) instanceof HarvestState.Ask ask) {
            state = ask.state();
            words.add(word(((PartitionState) state).legs().get(ask.leg())));
        }
        return words;
    }

    private static String word(Leg leg) {
        if (leg.at().chain().token() != null) {
            return "token";
        }
        return leg instanceof PageLeg
                ? String.valueOf(leg.at().offset())
                : day(leg.at().asked().from());
    }

    private static String day(long second) {
        return Instant.ofEpochSecond(second).toString().substring(0, 10);
    }
}
