package io.backflux.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpendingTests {

    private static Spending after(@Nullable String... prices) {
        Spending spending = Spending.NONE;
        for (String price : prices) {
            spending = spending.after(price == null ? null : new BigDecimal(price), 1000, 1000);
        }
        return spending;
    }

    @Test
    void theFirstPageIsReckonedFromThePriceList() {
        assertThat(Spending.NONE.nextPage(1000)).isEqualByComparingTo("0.06");
        assertThat(Spending.NONE.nextPage(100)).isEqualByComparingTo("0.0276");
    }

    @Test
    void theNextPageIsReckonedAsTheDearestSoFar() {
        assertThat(after("0.05", "0.01", "0").nextPage(1000)).isEqualByComparingTo("0.05");
    }

    @Test
    void whatAFailureCostSaysNothingOfAPage() {
        assertThat(Spending.NONE.after(new BigDecimal("0.024"), 1000, 0).nextPage(1000))
                .isEqualByComparingTo("0.06");
        assertThat(Spending.NONE.after(new BigDecimal("0.09"), 1000, 0).nextPage(1000))
                .isEqualByComparingTo("0.09");
    }

    @Test
    void aSmallPageSaysNothingOfALargerOne() {
        Spending small = Spending.NONE.after(new BigDecimal("0.0203"), 1000, 10);
        assertThat(small.nextPage(10)).isEqualByComparingTo("0.0203");
        assertThat(small.nextPage(11)).isEqualByComparingTo("0.024396");
        assertThat(small.nextPage(1000)).isEqualByComparingTo("0.06");
        assertThat(small.after(new BigDecimal("0.05"), 1000, 1000).nextPage(1000))
                .isEqualByComparingTo("0.05");
    }

    @Test
    void aPageThatCostMoreThanTheListIsExpectedAgain() {
        assertThat(after("0.07").nextPage(1000)).isEqualByComparingTo("0.07");
        assertThat(after("0.07").nextPage(100)).isEqualByComparingTo("0.07");
    }

    @Test
    void costIsTheSumOfAllAnswers() {
        assertThat(after("0.05", "0", "0.01").cost()).isEqualByComparingTo("0.06");
    }

    @Test
    void anAnswerWithoutAPriceIsSetAsideAndNotCounted() {
        Spending spending = after("0.05", null);
        assertThat(spending.cost()).isEqualByComparingTo("0.05");
        assertThat(spending.unpriced()).isEqualByComparingTo("0.05");
        assertThat(after("-3").unpriced()).isEqualByComparingTo("0.06");
    }

    @ParameterizedTest
    @CsvSource({"0.10, true", "0.1, true", "0.0999, false", "0.15, true", "0.01, false"})
    void aPageIsAllowedThatFitsInForSure(String max, boolean allowed) {
        assertThat(after("0.05").allowsPages(new BigDecimal(max), 1, 1000)).isEqualTo(allowed);
    }

    @Test
    void whatIsSetAsideMayHaveBeenSpent() {
        assertThat(after("0.05", null).allowsPages(new BigDecimal("0.14"), 1, 1000))
                .isFalse();
        assertThat(after("0.05", null).allowsPages(new BigDecimal("0.15"), 1, 1000))
                .isTrue();
    }

    @Test
    void withoutAMaximumEverythingIsAllowed() {
        assertThat(after("1000000").allowsPages(null, 1, 1000)).isTrue();
    }
}
