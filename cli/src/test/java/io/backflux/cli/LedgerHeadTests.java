package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerHeadTests {

    @ParameterizedTest
    @CsvSource({
        "false, NDJSON, '', backflux-ledger 1 flat",
        "true, NDJSON, '', backflux-ledger 1 folders",
        "false, DATASET, '', backflux-ledger 1 flat parquet-dataset",
        "false, NDJSON, rank, backflux-ledger 1 flat ndjson rank",
        "true, CSV, 'rank,url_to', 'backflux-ledger 1 folders csv rank,url_to'"
    })
    void isReadAsItIsWritten(boolean inFolders, RowFormat format, String columns, String line) {
        LedgerHead head = new LedgerHead(inFolders, format, columns);
        assertThat(head.line()).isEqualTo(line);
        assertThat(LedgerHead.of(line)).isEqualTo(head);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "backflux-ledger 1 ",
                "backflux-ledger 2 flat",
                "backflux-ledger 1 flat xml",
                "backflux-ledger 1 flat csv a b"
            })
    void anyOtherLineIsNone(@Nullable String line) {
        assertThat(LedgerHead.of(line)).isNull();
    }

    @Test
    void aLineThatWouldBeWrittenOtherwiseIsNone() {
        assertThat(LedgerHead.of("backflux-ledger 1 flat ndjson")).isNull();
    }
}
