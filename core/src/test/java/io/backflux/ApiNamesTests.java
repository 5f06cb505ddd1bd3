package io.backflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiNamesTests {

    @ParameterizedTest
    @CsvSource({"AS_IS, as_is", "ONE_PER_DOMAIN, one_per_domain", "ONE_PER_ANCHOR, one_per_anchor"})
    void modeHasTheDocumentsWord(Mode mode, String word) {
        assertThat(mode.apiName()).isEqualTo(word);
        assertThat(Mode.of(word)).isEqualTo(mode);
    }

    @ParameterizedTest
    @CsvSource({"LIVE, live", "ALL, all", "LOST, lost"})
    void statusHasTheDocumentsWord(BacklinksStatus status, String word) {
        assertThat(status.apiName()).isEqualTo(word);
        assertThat(BacklinksStatus.of(word)).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource
    void rankScaleIsReadBack(RankScale scale) {
        assertThat(RankScale.of(scale.apiName())).isEqualTo(scale);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AS_IS", "one_per_page", "", " as_is"})
    void unknownModeIsRefusedWithAllThatAreKnown(String word) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Mode.of(word))
                .withMessage("mode must be one of as_is, one_per_domain, one_per_anchor, was \"" + word + '"');
    }

    @Test
    void unknownStatusAndScaleNameTheirParameter() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BacklinksStatus.of("dead"))
                .withMessage("backlinksStatusType must be one of live, all, lost, was \"dead\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RankScale.of("ten"))
                .withMessage("rankScale must be one of one_thousand, one_hundred, was \"ten\"");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks would do
    void nullWordIsRefusedByName() {
        assertThatNullPointerException().isThrownBy(() -> Mode.of(null)).withMessage("mode");
    }
}
