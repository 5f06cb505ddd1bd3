package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

@NullUnmarked // JSON may hold null anywhere
class SelectionsTests {
    private static final DataSet DATA = new DataSet(42, "example.com", 100);
    private final Selections selections = new Selections(Schedulers.immediate());

    private Selection of(String url) {
        return of(selections, url);
    }

    private static Selection of(Selections selections, String url) {
        Query query = QueryReader.read(
                new HashMap<>(Map.of("target", "example.com", "filters", List.of("url_from", "<>", url))), Set.of());
        return selections.of(DATA, query).block();
    }

    @Test
    void aQueryIsWorkedOutOnce() {
        assertThat(of("a")).isSameAs(of("a"));
    }

    @Test
    void onlyTheLastEightQueriesAreKept() {
        Selection oldest = of("old");
        Selection used = of("used");
        for (int i = 0; i < 7; i++) {
            of("url" + i);
            assertThat(of("used")).isSameAs(used);
        }
        assertThat(of("old")).isNotSameAs(oldest);
    }

    @Test
    void ofLargeOnesTheLastTwoAreKept() {
        Selections small = new Selections(Schedulers.immediate(), 1);
        Selection first = of(small, "first");
        Selection second = of(small, "second");
        assertThat(of(small, "first")).isSameAs(first);
        of(small, "third");
        assertThat(of(small, "first")).isSameAs(first);
        assertThat(of(small, "second")).isNotSameAs(second);
    }
}
