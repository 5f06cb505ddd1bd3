package io.backflux.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingTests {

    @ParameterizedTest
    @CsvSource({
        "100, 0, 100, 100, 100, PROVEN, 'all 100 rows of total_count, each once'",
        "98, 0, 100, 97, 100, DRIFTED, 'the index changed while it was read, between 97 and 100 rows'",
        "100, 0, 100, 97, 100, DRIFTED, 'the index changed while it was read, between 97 and 100 rows'",
        "96, 0, 100, 97, 100, GAP, '1 row is missing'",
        "98, 1, 100, 100, 100, GAP, '2 rows are missing and 1 row came twice, or is like another'",
        "99, 1, 100, 100, 100, OVERLAP, '1 row came twice, or is like another; for each that came twice, another is missing'",
        "100, 1, 100, 100, 100, OVERLAP, '1 row came twice, or is like another'",
        "102, 2, 100, 100, 102, OVERLAP, '2 rows came twice, or are alike'",
        "103, 0, 100, 100, 101, OVERLAP, '2 rows more than total_count came'",
        "102, 0, 100, 100, 101, OVERLAP, '1 row more than total_count came'",
        "0, 0, 0, 0, 0, PROVEN, 'no row, as total_count says'",
        "1, 0, 1, 1, 1, PROVEN, 'the 1 row of total_count, once'",
        "20000, 0, 20000, 20000, 20000, PROVEN, 'all 20,000 rows of total_count, each once'",
        "18800, 0, 20000, 20000, 20000, GAP, '1,200 rows are missing'"
    })
    void rowsAgainstTotals(
            long distinct, long repeated, long atStart, long least, long most, Verdict verdict, String words) {
        assertThat(Finding.of(distinct, repeated, atStart, least, most)).isEqualTo(new Finding(verdict, words));
    }

    @Test
    void aChainThatEndedEarlyProvesNothing() {
        assertThat(ofChain(false, null, 10L, 10L).verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(ofChain(true, null, null, null).verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(ofChain(true, null, 10L, 10L).verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(ofChain(true, null, 10L, 8L).verdict()).isEqualTo(Verdict.DRIFTED);
    }

    @Test
    void equalCountsAreNoProofWhereThereIsADoubt() {
        assertThat(ofChain(true, "why", 10L, 10L))
                .isEqualTo(new Finding(Verdict.UNPROVEN, "as many rows came as total_count promised, but why"));
        assertThat(ofChain(true, "why", 11L, 11L).verdict()).isEqualTo(Verdict.GAP);
    }

    @Test
    void whatAClockThatIsBehindHasHiddenIsSaid() {
        assertThat(Finding.ofChain(true, 10, 0, 2, null, 12L, 12L).words())
                .contains("2 rows were left out as first seen after the harvest had begun");
        assertThat(Finding.ofChain(true, 10, 0, 1, null, 12L, 12L).words())
                .contains("1 row was left out as first seen");
    }

    private static Finding ofChain(
            boolean complete, @Nullable String doubt, @Nullable Long atStart, @Nullable Long atEnd) {
        return Finding.ofChain(complete, 10, 0, 0, doubt, atStart, atEnd);
    }
}
