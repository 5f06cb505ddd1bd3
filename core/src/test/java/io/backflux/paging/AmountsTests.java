package io.backflux.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTests {

    @ParameterizedTest
    @CsvSource({"0, 0 rows", "1, 1 row", "2, 2 rows", "999, 999 rows", "1000, '1,000 rows'", "1234567, '1,234,567 rows'"
    })
    void rowsAreCountedInWords(long number, String words) {
        assertThat(Amounts.rows(number)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "0, $0.00",
        "5, $5.00",
        "0.1, $0.10",
        "0.060000, $0.06",
        "0.05003000, $0.05003",
        "1E+2, $100.00",
        "1234.5, '$1,234.50'"
    })
    void dollarsHaveNoMoreDecimalsThanNeededAndCentsAtLeast(BigDecimal amount, String words) {
        assertThat(Amounts.dollars(amount)).isEqualTo(words);
    }
}
