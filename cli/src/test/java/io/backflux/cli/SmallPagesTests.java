package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.RemainingEstimate;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmallPagesTests {

    private static final RemainingEstimate TINY = RemainingEstimate.builder("a.com")
            .limit(10)
            .rows(4980)
            .requests(498)
            .cost(new BigDecimal("10.10940"))
            .limitAnew(1000)
            .requestsAnew(5)
            .costAnew(new BigDecimal("0.25"))
            .build();
    private static final RemainingEstimate HALVES = RemainingEstimate.builder("b.com")
            .limit(750)
            .rows(3000)
            .requests(4)
            .cost(new BigDecimal("0.17"))
            .limitAnew(1000)
            .requestsAnew(5)
            .costAnew(new BigDecimal("0.235"))
            .build();
    private static final RemainingEstimate LARGE = RemainingEstimate.builder("c.com")
            .limit(1000)
            .rows(3000)
            .requests(3)
            .cost(new BigDecimal("0.15"))
            .limitAnew(1000)
            .requestsAnew(5)
            .costAnew(new BigDecimal("0.25"))
            .build();

    @Test
    void beginningAnewIsNamedWhereItIsCheaper() {
        assertThat(SmallPages.note(List.of(TINY)))
                .containsExactly(
                        "a.com: the checkpoint's token binds pages of 10 rows: 4,980 more rows in 498 requests,"
                                + " about $10.11; --force begins anew with 5 requests, about $0.25");
        assertThat(SmallPages.note(List.of(HALVES)))
                .containsExactly("b.com: the checkpoint's token binds pages of 750 rows: 3,000 more rows in 4 requests,"
                        + " about $0.17; a new harvest would take 5 requests, about $0.24");
        assertThat(SmallPages.anew(TINY))
                .isEqualTo("--force without --max begins anew with 5 requests, about $0.25; --resume costs more, as its"
                        + " token binds pages of 10 rows: 4,980 more rows in 498 requests, about $10.11");
    }

    @Test
    void oneLineTellsOfAllTargetsWithSmallPages() {
        assertThat(SmallPages.note(List.of(LARGE))).isEmpty();
        assertThat(SmallPages.note(List.of(TINY, LARGE, HALVES)))
                .containsExactly("2 targets: the checkpoints' tokens bind small pages: 7,980 more rows in 502 requests,"
                        + " about $10.28; --force begins anew with 10 requests, about $0.49");
    }
}
