package io.backflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeltaTests {

    private static final Instant TIME = Instant.parse("2026-11-20T03:00:00Z");
    private static final Delta DELTA = Delta.since(TIME);

    private static Checkpoint checkpoint(String more) {
        return Checkpoint.fromJson("{\"version\":1,\"target\":\"forbes.com\",\"query\":\"00\",\"limit\":1000," + more
                + "\"page\":2,\"served\":1000,\"total\":1000,\"received\":1000,\"pages\":1,\"requests\":1,\"retries\":0,"
                + "\"token\":\"dG9rZW4\",\"cost\":\"0.06\",\"unpriced\":\"0\",\"dearest\":\"0.06\",\"repeated\":0,"
                + "\"unexpectedValues\":0,\"missing\":0}");
    }

    private static String filters(BacklinksQuery.Builder query) {
        Filter filters = DELTA.of(query.build()).filters();
        return filters == null ? "" : filters.toJson();
    }

    @Test
    void aQueryAsksForWhatWasFoundOrLostSince() {
        BacklinksQuery query = DELTA.of(BacklinksQuery.of("forbes.com"));

        assertThat(query.backlinksStatusType()).isEqualTo(BacklinksStatus.ALL);
        assertThat(query.filters())
                .hasToString("[[\"first_seen\",\">\",\"2026-11-20 02:59:59 +00:00\"],\"or\",[[\"is_lost\",\"=\",true],"
                        + "\"and\",[\"last_seen\",\">\",\"2026-11-20 02:59:59 +00:00\"]]]");
    }

    @Test
    void aStatusThatIsSetAsksForOneKind() {
        BacklinksQuery.Builder query = BacklinksQuery.builder("forbes.com");
        assertThat(filters(query.backlinksStatusType(BacklinksStatus.LIVE)))
                .isEqualTo("[\"first_seen\",\">\",\"2026-11-20 02:59:59 +00:00\"]");
        assertThat(filters(query.backlinksStatusType(BacklinksStatus.LOST)))
                .isEqualTo("[\"last_seen\",\">\",\"2026-11-20 02:59:59 +00:00\"]");
    }

    @Test
    void theQuerysOwnFiltersHoldForBothKinds() {
        assertThat(filters(BacklinksQuery.builder("forbes.com").filters(Fields.DOFOLLOW.isTrue())))
                .startsWith("[[\"dofollow\",\"=\",true],\"and\",[[\"first_seen\"");
    }

    @Test
    void filtersWithoutRoomAreRefused() {
        Filter six = Fields.RANK.greaterThan(1);
        for (int i = 2; i <= 6; i++) {
            six = six.and(Fields.RANK.greaterThan(i));
        }
        BacklinksQuery query = BacklinksQuery.builder("forbes.com").filters(six).build();
        assertThatThrownBy(() -> DELTA.of(query))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("filters must have at most 5 conditions for a delta, which takes 3 of the 8 itself, was 6");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20 03:00:00, 2026-11-21 00:00:00, false, ADDED",
        "2026-11-20 02:59:59, 2026-11-21 00:00:00, true,  LOST",
        "2026-11-20 02:59:59, 2026-11-20 03:00:00, true,  LOST",
        "2026-11-20 03:00:00, 2026-11-21 00:00:00, true,  CAME_AND_WENT",
        "2026-11-20 02:59:59, 2026-11-21 00:00:00, false, NONE",
        "2026-11-20 02:59:59, 2026-11-20 02:59:59, true,  NONE",
        ",                    2026-11-21 00:00:00, true,  LOST",
        ",                    ,                    ,      NONE"
    })
    void aRowTellsWhatBecameOfIt(
            @Nullable String firstSeen, @Nullable String lastSeen, @Nullable Boolean lost, Delta.Change change) {
        Backlink row = Backlink.fromJson("{\"first_seen\":" + time(firstSeen) + ",\"last_seen\":" + time(lastSeen)
                + ",\"is_lost\":" + lost + "}");
        assertThat(DELTA.changeOf(row)).isEqualTo(change);
    }

    private static @Nullable String time(@Nullable String text) {
        return text == null ? null : '"' + text + " +00:00\"";
    }

    @Test
    void aFinishedHarvestCountsFromItsBeginning() {
        String ended = "\"ended\":\"all pages came\",";
        assertThat(Delta.since(checkpoint(ended + "\"before\":\"2026-11-19 01:00:00 +00:00\","))
                        .time())
                .isEqualTo("2026-11-19T01:00:00Z");
        assertThat(Delta.since(checkpoint(ended + "\"begun\":\"2026-11-18 01:00:00 +00:00\","))
                        .time())
                .isEqualTo("2026-11-18T01:00:00Z");
    }

    @Test
    void oneThatIsNotCompleteIsRefused() {
        Checkpoint open = checkpoint("\"begun\":\"2026-11-18 01:00:00 +00:00\",");
        assertThatThrownBy(() -> Delta.since(open))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("complete");
    }

    @Test
    void oneOfAnEarlierReleaseThatKnowsNoTimeIsRefused() {
        Checkpoint old = checkpoint("\"ended\":\"all pages came\",");
        assertThat(old.begun()).isNull();
        assertThatThrownBy(() -> Delta.since(old))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must say when its harvest began")
                .hasMessageContaining("take the time instead");
    }

    @Test
    void oneOfAnotherTargetIsRefused() {
        Delta delta = Delta.since(checkpoint("\"ended\":\"all pages came\",\"begun\":\"2026-11-18 01:00:00 +00:00\","));
        assertThatThrownBy(() -> delta.of(BacklinksQuery.of("cnn.com")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the checkpoint must be of target \"cnn.com\", was of \"forbes.com\"");
        assertThat(delta.of(BacklinksQuery.of("Forbes.com")).target()).isEqualTo("Forbes.com");
    }

    @Test
    void aTimeIsCutToItsSecond() {
        assertThat(Delta.since(TIME.plusMillis(999))).isEqualTo(DELTA).hasSameHashCodeAs(DELTA);
    }
}
