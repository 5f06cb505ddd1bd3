package io.backflux.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingTests {

    @ParameterizedTest
    @CsvSource({
        "100, 0, 100, 100, 100, PROVEN, 'all 100 rows of total_count, each once'",
        "98, 0, 100, 97, 100, DRIFTED, 'the index changed while it was read, between 97 and 100 rows'",
        "100, 0, 100, 97, 100, DRIFTED, 'the index changed while it was read, between 97 and 100 rows'",
        "96, 0, 100, 97, 100, GAP, '1 rows are missing'",
        "99, 1, 100, 100, 100, GAP, '1 rows are missing and 1 rows came twice, or are alike'",
        "100, 1, 100, 100, 100, OVERLAP, '1 rows came twice, or are alike'",
        "103, 0, 100, 100, 101, OVERLAP, '2 rows more than total_count came'"
    })
    void rowsAgainstTotals(
            long distinct, long repeated, long atStart, long least, long most, Verdict verdict, String words) {
        assertThat(Finding.of(distinct, repeated, atStart, least, most)).isEqualTo(new Finding(verdict, words));
    }

    @Test
    void aChainThatEndedEarlyProvesNothing() {
        assertThat(Finding.ofChain(false, 10, 0, true, 10L, 10L).verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(Finding.ofChain(true, 10, 0, true, null, null).verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(Finding.ofChain(true, 10, 0, false, 10L, 10L).verdict()).isEqualTo(Verdict.UNPROVEN);
        assertThat(Finding.ofChain(true, 10, 0, true, 10L, 10L).verdict()).isEqualTo(Verdict.PROVEN);
        assertThat(Finding.ofChain(true, 10, 0, true, 10L, 8L).verdict()).isEqualTo(Verdict.DRIFTED);
    }
}
