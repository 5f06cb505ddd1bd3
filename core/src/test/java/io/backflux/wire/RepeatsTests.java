package io.backflux.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatsTests {

    private final Repeats repeats = new Repeats();

    @Test
    void aShortListThatComesAgainIsTheSameAndCannotBeChanged() {
        List<String> first = repeats.list(new ArrayList<>(List.of("cms", "blogs")));

        assertThat(repeats.list(new ArrayList<>(List.of("cms", "blogs")))).isSameAs(first);
        assertThat(repeats.list(new ArrayList<>(List.of("blogs", "cms")))).containsExactly("blogs", "cms");
        assertThatThrownBy(() -> first.add("news")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void longListsAreNotKept() {
        List<String> one = List.of("a".repeat(300));
        List<String> many = new ArrayList<>(List.of("b"));
        while (many.size() < 200) {
            many.add("c");
        }

        assertThat(repeats.list(many)).isEqualTo(many).isNotSameAs(repeats.list(many));
        assertThat(repeats.list(new ArrayList<>(one))).isEqualTo(one).isNotSameAs(repeats.list(new ArrayList<>(one)));
    }

    @Test
    void aNumberComesInTheTypeOfItsField() {
        assertThat(repeats.number(Column.RANK, 500)).isEqualTo(500).isSameAs(repeats.number(Column.RANK, 500));
        assertThat(repeats.number(Column.LINKS_COUNT, 500)).isEqualTo(500L);
    }

    @Test
    void aTextIsTheLastOneOnlyWhereItStandsWhole() {
        LastText last = new LastText();
        byte[] bytes = "\"forbes.com\",\"forbes.co\",\"forbes.com\"".getBytes(StandardCharsets.US_ASCII);
        assertThat(last.standsAt(bytes, 0, bytes.length)).isNull();

        last.keep(bytes, 0, 12, "forbes.com");

        assertThat(last.standsAt(bytes, 25, bytes.length)).isEqualTo("forbes.com");
        assertThat(last.standsAt(bytes, 25, bytes.length - 1)).isNull();
        assertThat(last.standsAt(bytes, 13, bytes.length)).isNull();
    }
}
