package io.backflux.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.wire.LastKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageRowsTests {

    private static final String SECOND = "2023-02-10 16:15:27 +00:00";

    private static List<Backlink> numbered(int from, int to) {
        List<Backlink> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            rows.add(Rows.numbered(i));
        }
        return rows;
    }

    /** What an attempt hands on of an answer. */
    private static List<Backlink> attempt(PageRows rows, List<Backlink> answer) {
        rows.beginAttempt();
        List<Backlink> fresh = new ArrayList<>();
        for (Backlink row : answer) {
            if (rows.takeIfNew(row)) {
                rows.add(row);
                fresh.add(row);
            }
        }
        return fresh;
    }

    @Test
    void theSameAnswerAgainBringsWhatWasNotHandedOn() {
        PageRows rows = PageRows.none();
        assertThat(attempt(rows, numbered(0, 4))).hasSize(4);
        assertThat(attempt(rows, numbered(0, 7))).isEqualTo(numbered(4, 7));
        assertThat(attempt(rows, numbered(0, 10))).isEqualTo(numbered(7, 10));
        assertThat(rows.size()).isEqualTo(10);
    }

    @Test
    void rowsThatWereShrunkAreTheSameRows() {
        PageRows whole = PageRows.none();
        PageRows shrunk = PageRows.none();
        for (int part = 0; part < 5; part++) {
            attempt(whole, numbered(0, 30 * part));
            attempt(shrunk, numbered(0, 30 * part));
            shrunk.shrink();
        }
        attempt(whole, numbered(0, 130));
        assertThat(attempt(shrunk, numbered(0, 130))).isEqualTo(numbered(120, 130));

        assertThat(shrunk.hashes()).isEqualTo(whole.hashes());
        assertThat(shrunk.size()).isEqualTo(130);
        assertThat(shrunk.heldBytes()).isLessThan(whole.heldBytes() / 6);
        SeenRows seen = new SeenRows(0);
        whole.countInto(seen);
        shrunk.countInto(seen);
        assertThat(seen.repeated()).isEqualTo(130);
    }

    @Test
    void rowsThatAreAlikeAreCountedAndNotMerged() {
        Backlink twin = Rows.numbered(1);
        PageRows rows = PageRows.none();
        attempt(rows, List.of(twin, twin));
        assertThat(attempt(rows, List.of(twin, twin, twin, Rows.numbered(2)))).containsExactly(twin, Rows.numbered(2));
    }

    @Test
    void aRowThatMovedIsLeftOutWhereverItComes() {
        PageRows rows = PageRows.none();
        attempt(rows, numbered(0, 3));
        List<Backlink> moved = List.of(Rows.numbered(9), Rows.numbered(2), Rows.numbered(8), Rows.numbered(0));
        assertThat(attempt(rows, moved)).containsExactly(Rows.numbered(9), Rows.numbered(8));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void eachPartOfTheIdentityTells(int part) {
        String[] texts = {"https://a.example/", "https://b.example/", "anchor", "text"};
        Backlink one = Rows.row(texts[0], texts[1], texts[2], texts[3], SECOND);
        texts[part] += "x";
        Backlink other = Rows.row(texts[0], texts[1], texts[2], texts[3], SECOND);
        PageRows rows = PageRows.none();
        attempt(rows, List.of(one));
        assertThat(attempt(rows, List.of(other))).containsExactly(other);
    }

    @Test
    void partsAreNotRunTogether() {
        PageRows rows = PageRows.none();
        attempt(rows, List.of(Rows.row("ab", "c", "", "", SECOND)));
        assertThat(attempt(rows, List.of(Rows.row("a", "bc", "", "", SECOND)))).hasSize(1);
    }

    @Test
    void whatAnEarlierRunEmittedIsLeftOutToo() {
        PageRows earlier = PageRows.none();
        attempt(earlier, numbered(0, 5));
        PageRows rows = PageRows.of(earlier.hashes());
        assertThat(rows.size()).isEqualTo(5);
        assertThat(attempt(rows, numbered(0, 8))).isEqualTo(numbered(5, 8));
        PageRows dropped = rows.beforeThisRun();
        assertThat(dropped.size()).isEqualTo(5);
        assertThat(attempt(dropped, numbered(0, 8))).isEqualTo(numbered(5, 8));
    }

    @Test
    void anyCutsOfAnyAnswerGiveEachRowOnce() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<Backlink> answer = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answer.add(Rows.numbered(random.nextInt(40))); // Some are alike.
            }
            PageRows rows = PageRows.none();
            List<Backlink> got = new ArrayList<>();
            for (int attempt = 0; attempt < 4; attempt++) {
                Collections.shuffle(answer, random);
                got.addAll(attempt(rows, answer.subList(0, random.nextInt(answer.size()))));
            }
            got.addAll(attempt(rows, answer));
            assertThat(got).as("seed %s, round %s", seed, round).containsExactlyInAnyOrderElementsOf(answer);
        }
    }

    @Test
    void theLastKeyCountsItsCopiesOverPages() {
        Backlink first = Rows.numbered(1);
        Backlink twin = Rows.numbered(2);
        PageRows one = PageRows.none();
        attempt(one, List.of(first, twin, twin));
        LastKey key = one.lastKey(null);
        LastKey expected =
                new LastKey(Instant.parse("2023-02-10T16:15:27Z"), "https://from.example/2", "https://to.example/", 2);
        assertThat(key).isEqualTo(expected);
        PageRows two = PageRows.none();
        attempt(two, List.of(twin, twin));
        assertThat(two.lastKey(key)).extracting(LastKey::copies).isEqualTo(4);
        PageRows three = PageRows.none();
        attempt(three, List.of(first, twin));
        assertThat(three.lastKey(key)).extracting(LastKey::copies).isEqualTo(1);
        assertThat(PageRows.none().lastKey(key)).isEqualTo(key);
    }

    @Test
    void aRowWithoutTheKeysOfTheOrderIsNoPlaceToGoOnFrom() {
        PageRows rows = PageRows.none();
        attempt(rows, List.of(Backlink.fromJson("{\"url_from\":\"a\"}")));
        assertThat(rows.lastKey(null)).isNull();
    }

    @Test
    void whatTheLastAnswerHasNotBroughtIsExpectedOfThePageThatFollows() {
        PageRows rows = PageRows.none();
        attempt(rows, numbered(0, 4));
        attempt(rows, List.of(Rows.numbered(9), Rows.numbered(0), Rows.numbered(1), Rows.numbered(2)));
        assertThat(rows.overdue()).isEqualTo(1);
        PageRows following = rows.following();
        assertThat(following.size()).isEqualTo(1);
        assertThat(attempt(following, numbered(3, 6))).isEqualTo(numbered(4, 6));
        assertThat(following.overdue()).isZero();
    }

    @Test
    void theLastKeyIsThatOfTheLatestSecondInWhateverOrderAttemptsBroughtIt() {
        Backlink added =
                Rows.row("https://new.example/", "https://to.example/", "anchor", "a", "2022-01-01 00:00:00 +00:00");
        PageRows rows = PageRows.none();
        attempt(rows, numbered(0, 2));
        attempt(rows, List.of(added, Rows.numbered(0)));
        LastKey last = Objects.requireNonNull(rows.lastKey(null));
        assertThat(last.urlFrom()).isEqualTo("https://from.example/1");
        PageRows resumed = PageRows.of(rows.hashes());
        attempt(resumed, List.of(added));
        assertThat(resumed.lastKey(last)).isEqualTo(last);
    }
}
