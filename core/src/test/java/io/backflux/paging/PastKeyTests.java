package io.backflux.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.wire.LastKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastKeyTests {

    private static final String SECOND = "2023-02-10 16:15:27 +00:00";
    private static final String LATER = "2023-02-10 16:15:28 +00:00";

    private final PastKey past = new PastKey(new LastKey(Instant.parse("2023-02-10T16:15:27Z"), "m", "to", 2));

    private static Backlink row(String urlFrom, String firstSeen) {
        return Rows.row(urlFrom, "to", "anchor", "text", firstSeen);
    }

    private List<Boolean> covered(Backlink... rows) {
        return List.of(rows).stream().map(past::covers).toList();
    }

    @Test
    void everythingUpToTheLastCopyIsCovered() {
        assertThat(covered(row("a", SECOND), row("m", SECOND), row("m", SECOND), row("m", SECOND), row("z", SECOND)))
                .containsExactly(true, true, true, false, false);
        assertThat(past.isPast()).isTrue();
        assertThat(past.isLost()).isFalse();
    }

    @Test
    void aCopyThatIsGoneCoversNoOtherRow() {
        assertThat(covered(row("m", SECOND), row("z", SECOND), row("m", SECOND)))
                .containsExactly(true, false, false);
        assertThat(past.isLost()).isFalse();
    }

    @Test
    void theNextSecondIsPastThePlace() {
        assertThat(covered(row("m", SECOND), row("m", LATER))).containsExactly(true, false);
        assertThat(past.isLost()).isFalse();
    }

    @Test
    void aPlaceThatIsGoneIsLost() {
        assertThat(covered(row("a", SECOND))).containsExactly(true);
        assertThat(past.isLost()).isFalse();
        assertThat(covered(row("z", LATER))).containsExactly(false);
        assertThat(past.isLost()).isTrue();
    }

    @Test
    void anAttemptBeginsWhereThePageDid() {
        assertThat(covered(row("a", SECOND))).containsExactly(true);
        PastKey attempt = past.copy();
        assertThat(attempt.covers(row("m", SECOND))).isTrue();
        assertThat(attempt.covers(row("z", SECOND))).isFalse();
        assertThat(attempt.isPast()).isTrue();
        assertThat(past.isPast()).isFalse();
    }
}
