package io.backflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderByTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rank,desc",
                "first_seen,asc",
                "ranked_keywords_info.page_from_keywords_count_top_3,desc",
                "new_field,asc",
                "asc,desc"
            })
    void apiFormIsReadAndWrittenAgain(String rule) {
        assertThat(OrderBy.parse(rule).apiForm()).isEqualTo(rule);
    }

    @Test
    void ruleHasFieldAndDirection() {
        assertThat(OrderBy.parse("rank,desc")).isEqualTo(new OrderBy("rank", OrderBy.Direction.DESCENDING));
        assertThat(OrderBy.Direction.of("asc")).isEqualTo(OrderBy.Direction.ASCENDING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rank",
                "rank,",
                ",desc",
                "desc",
                "rank,DESC",
                "rank, desc",
                " rank,desc",
                "rank,down",
                "a,b,desc",
                "rank,desc,page_from_rank,asc"
            })
    void otherFormIsRefusedWithTheOneExpected(String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OrderBy.parse(rule))
                .withMessage("sort rule must be a field and a direction, \"field,asc\" or \"field,desc\", was \"" + rule
                        + '"');
    }

    @Test
    void fieldWithACommaIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OrderBy("rank,desc", OrderBy.Direction.ASCENDING))
                .withMessage("field must be a name without blanks and commas, was \"rank,desc\"");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks would do
    void nullIsRefusedByName() {
        assertThatNullPointerException().isThrownBy(() -> OrderBy.parse(null)).withMessage("rule");
        assertThatNullPointerException()
                .isThrownBy(() -> new OrderBy(null, OrderBy.Direction.ASCENDING))
                .withMessage("field");
        assertThatNullPointerException()
                .isThrownBy(() -> new OrderBy("rank", null))
                .withMessage("direction");
    }
}
