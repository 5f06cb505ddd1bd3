package io.backflux.paging;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SeenRowsTests {

    private static void add(SeenRows seen, long row) {
        long hash =
                RowIdentity.passingHash("https://from.example/" + row, "https://to.example/", "anchor", "text " + row);
        if (seen.isChosen(hash)) {
            seen.look(hash);
            seen.add(hash);
        }
    }

    @Test
    void fewRowsAreCountedExactly() {
        SeenRows seen = new SeenRows(0);
        for (int i = 0; i < 49_000; i++) {
            add(seen, i);
        }
        assertThat(seen.sample()).isEqualTo(1);
        assertThat(seen.repeated()).isZero();
        for (int i = 0; i < 49_000; i += 7) {
            add(seen, i);
        }
        assertThat(seen.sample()).isEqualTo(1);
        assertThat(seen.repeated()).isEqualTo(7_000);
    }

    @Test
    void noneIsTakenForRepeatedThatIsNot() {
        SeenRows seen = new SeenRows(0);
        for (int i = 0; i < 2_000_000; i++) {
            add(seen, i);
        }
        assertThat(seen.repeated()).isZero();
        assertThat(seen.sample()).isGreaterThanOrEqualTo(32);
    }

    @Test
    void manyRepeatsAreReckonedFromASample() {
        SeenRows seen = new SeenRows(0);
        for (int i = 0; i < 1_000_000; i++) {
            add(seen, i);
        }
        for (int i = 0; i < 100_000; i++) {
            add(seen, i * 10L);
        }
        // About 2,800 of the sample repeat, so one standard deviation is 2 %.
        assertThat(seen.repeated()).isCloseTo(100_000, Percentage.withPercentage(10));
    }

    @Test
    void earlierRunsCount() {
        SeenRows seen = new SeenRows(5);
        add(seen, 1);
        add(seen, 1);
        assertThat(seen.repeated()).isEqualTo(6);
    }

    @Test
    void nullsAreValuesLikeOthers() {
        SeenRows seen = new SeenRows(0);
        seen.add(RowIdentity.passingHash(null, null, null, null));
        seen.look(RowIdentity.passingHash(null, "", null, null));
        assertThat(seen.repeated()).isZero();
        seen.look(RowIdentity.passingHash(null, null, null, null));
        assertThat(seen.repeated()).isEqualTo(1);
    }

    @Test
    void rowsThatAreAlikeWithinOnePageAreDifferentRows() {
        SeenRows seen = new SeenRows(0);
        PageRows page = PageRows.none();
        page.add(Rows.numbered(1));
        page.add(Rows.numbered(1));
        page.countInto(seen);
        assertThat(seen.repeated()).isZero();
        page.countInto(seen);
        assertThat(seen.repeated()).isEqualTo(2);
    }
}
