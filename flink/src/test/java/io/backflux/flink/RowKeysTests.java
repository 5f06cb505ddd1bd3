package io.backflux.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowKeysTests {

    private static Backlink row(String url, int rank) {
        return Backlink.fromJson("{\"url_from\":\"" + url + "\",\"rank\":" + rank + "}");
    }

    @Test
    void aRowWhoseRankChangedIsTheSame() {
        RowKeys keys = RowKeys.of(List.of(RowKeys.keyOf(row("a", 1))));

        assertThat(keys.remove(row("b", 1))).isFalse();
        assertThat(keys.remove(row("a", 2))).isTrue();
    }

    @Test
    void rowsThatAreAlikeCountAsOftenAsTheyWereEmitted() {
        List<Long> twice = RowKeys.of(List.of()).with(List.of(row("a", 1), row("a", 1)), 9);
        RowKeys keys = RowKeys.of(twice);

        assertThat(keys.remove(row("a", 1))).isTrue();
        assertThat(keys.with(List.of(row("b", 1)), 9)).hasSize(2);
        assertThat(keys.remove(row("a", 1))).isTrue();
        assertThat(keys.remove(row("a", 1))).isFalse();
    }
}
