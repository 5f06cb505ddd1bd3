package io.backflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomModeTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anchor",
                "domain_from",
                "domain_from_country",
                "tld_from",
                "page_from_encoding",
                "page_from_language",
                "item_type",
                "page_from_status_code",
                "semantic_location",
                "domain"
            })
    void documentedFieldIsAccepted(String field) {
        assertThat(new CustomMode(field, 1)).isEqualTo(new CustomMode(field, 1));
    }

    @Test
    void otherFieldIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CustomMode("rank", 1))
                .withMessageStartingWith("customMode's field must be one of anchor, domain_from, ")
                .withMessageEndingWith("semantic_location, domain, was \"rank\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void edgeOfTheRangeIsAccepted(int value) {
        assertThat(new CustomMode("anchor", value).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 1001})
    void valueOutOfItsRangeIsRefused(int value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CustomMode("anchor", value))
                .withMessageStartingWith("customMode's value must be between 1 and 1000, was ");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks would do
    void nullFieldIsRefusedByName() {
        assertThatNullPointerException()
                .isThrownBy(() -> new CustomMode(null, 1))
                .withMessage("field");
    }
}
