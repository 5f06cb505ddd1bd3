package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageSizesTests {

    @Test
    void beforeAnyPageHasComeAPageThatIsNotPackedIsExpected() {
        assertThat(PageSizes.UNKNOWN.of(1_000)).isEqualTo(4_096_000);
    }

    @Test
    void afterTheFirstPageAnotherLikeItIsExpected() {
        PageSizes sizes = PageSizes.UNKNOWN.after(300_000, 1_000);

        assertThat(sizes.of(1_000)).isBetween(300_000L, 302_000L);
        assertThat(sizes.of(10)).isBetween(3_000L, 3_020L);
    }

    @Test
    void theLargestOfLateIsExpectedAndForgottenInTheEnd() {
        PageSizes sizes =
                PageSizes.UNKNOWN.after(300_000, 1_000).after(3_000_000, 1_000).after(300_000, 1_000);
        assertThat(sizes.of(1_000)).isBetween(2_700_000L, 3_000_000L);

        for (int page = 0; page < 60; page++) {
            sizes = sizes.after(300_000, 1_000);
        }
        assertThat(sizes.of(1_000)).isBetween(300_000L, 320_000L);
    }

    @Test
    void pagesOfFewRowsSayNothing() {
        PageSizes sizes = PageSizes.UNKNOWN.after(300_000, 1_000);

        assertThat(sizes.after(9_000, 1)).isEqualTo(sizes);
    }
}
