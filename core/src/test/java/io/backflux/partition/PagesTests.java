package io.backflux.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.paging.Plan;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTests {

    private static final int LIMIT = 1000;

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # total | wanted | pages after the first: offset and rows, < for backwards
            1001    | -      | 999+1000
            2000    | -      | 999+1000 1998+1000
            2998    | -      | 999+1000 1998+1000
            5000    | 2500   | 1000+1000 2000+500
            5000    | 1001   | 1000+1
            """)
    void neighboursShareARowWhereAllRowsAreWanted(long total, @Nullable Long wanted, String pages) {
        assertThat(words(total, wanted == null ? Plan.ALL : wanted)).isEqualTo(pages);
    }

    @ParameterizedTest
    @CsvSource({"20980, 20, 0", "20981, 20, 1", "21979, 20, 1", "21980, 20, 2", "41000, 20, 21"})
    void whatOffsetsDontReachIsReadBackwards(long total, int forwards, int backwards) {
        List<PageLeg> pages = Pages.of(plan(Plan.ALL), LIMIT, Reach.OF_API, Legs.BOUND, total);

        assertThat(pages.stream().filter(page -> !page.isDescending())).hasSize(forwards);
        assertThat(pages.stream().filter(Leg::isDescending)).hasSize(backwards);
        assertThat(pages.stream().mapToInt(leg -> leg.at().offset()).max().orElse(0))
                .isLessThanOrEqualTo(BacklinksQuery.MAX_OFFSET);
    }

    private static Plan plan(long wanted) {
        return Plan.of(
                BacklinksQuery.builder("site.example").limit(LIMIT).build(), Instant.ofEpochSecond(Legs.BOUND), wanted);
    }

    private static String words(long total, long wanted) {
        return Pages.of(plan(wanted), LIMIT, Reach.OF_API, Legs.BOUND, total).stream()
                .map(page -> (page.isDescending() ? "<" : "") + page.at().offset() + "+"
                        + page.at().limit())
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # first page    | second           | third, the last    | seconds to look at again
            a@10 b@11 c@12  | c@12 d@13 e@14   | e@14 f@15          | -
            a@10 b@11 c@12  | x@12 d@13 e@14   | e@14 f@15          | 12-13
            a@10 b@11 c@12  | d@13 e@14 f@15   | g@16               | 12-14 15-17
            a@10 b@11 c@12  | d@13 e@14 f@15   | f@15 g@16          | 12-14
            a@10 b@11 c@12  | -                | e@14 f@15          | 12-15
            a@10 b@11 c@12  | c@12 d@12 d@12   | d@12 f@15          | 12-13
            """)
    void secondsAreLookedAtAgainBetweenPagesThatDoNotJoin(String first, String second, String third, String gaps) {
        List<Leg> legs = Legs.read(List.of(Legs.page(0), Legs.page(2), Legs.page(4)), 6, first, second, third);

        String found = Pages.gaps(legs, Legs.BOUND).stream()
                .map(gap -> gap.from() + "-" + gap.to())
                .collect(Collectors.joining(" "));

        assertThat(found.isEmpty() ? "-" : found).isEqualTo(gaps);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # first page    | second          | open among rows without a time
            a@10 b@11 c@12  | c@12 d@13 e@14  | false
            a@10 b@11 c@12  | x@12 d@13 e@14  | false
            a@10 b@11 n@-   | n@- m@-         | false
            a@10 b@11 n@-   | m@- k@-         | true
            """)
    void rowsWithoutATimeCanNotBeLookedForBySeconds(String first, String second, boolean open) {
        List<Leg> legs = Legs.read(List.of(Legs.page(0), Legs.page(2)), 4, first, second);

        assertThat(Pages.isOpenWithoutTime(legs)).isEqualTo(open);
    }
}
