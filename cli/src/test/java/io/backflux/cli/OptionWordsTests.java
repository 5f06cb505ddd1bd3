package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionWordsTests {

    @ParameterizedTest
    @CsvSource({
        "maxCost of $0.10 leaves no room, --max-cost of $0.10 leaves no room",
        "lost unseen; order(RowOrder.STABLE) can prove it, lost unseen; --order stable can prove it",
        "begin a new one without parallelism, begin a new one without --parallel",
        "resume it in order ANY, resume it with --order any",
        "'baseUrl must be https, or call allowPlainHttp(true)', '--base-url must be https, or call --allow-http'",
        "customMode's field must be one of anchor, --custom-mode's field must be one of anchor",
        "the query has an orderBy of its own, the query has an --order-by of its own"
    })
    void whatTheLibraryNamesIsAnOption(String message, String words) {
        assertThat(OptionWords.of(message)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"no more is wanted", "maxCosts", "--max-cost", "https://a.com/maxCost_x"})
    void allElseStays(String message) {
        assertThat(OptionWords.of(message)).isEqualTo(message);
    }
}
