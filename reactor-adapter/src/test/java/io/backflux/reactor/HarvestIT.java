package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.CustomMode;
import io.backflux.Fields;
import io.backflux.Filter;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.OrderBy;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.EndStyle;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

class HarvestIT {

    private static final Set<EndStyle> ENDS_WITHOUT_TOKEN = Set.of(EndStyle.TOKEN_NULL, EndStyle.TOKEN_ABSENT);
    private static final JsonMapper JSON = new JsonMapper();

    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true", "false,false"})
    void eachRowIsTheRowThatWasServed(boolean pretty, boolean gzip) {
        try (BacklinksSimulator simulator = BacklinksSimulator.builder()
                        .rows(2_345)
                        .pretty(pretty)
                        .gzip(gzip)
                        .start();
                BacklinksClient client = SimulatedApi.client(simulator)) {
            List<Backlink> rows = client.backlinks(BacklinksQuery.of("site.example"))
                    .collectList()
                    .blockOptional()
                    .orElseThrow();

            assertThat(rows).hasSize(2_345);
            for (int i = 0; i < rows.size(); i++) {
                assertThat(JSON.readTree(rows.get(i).toJson()))
                        .as("row %d", i)
                        .isEqualTo(JSON.readTree(simulator.expectedRow("site.example", i)));
            }
            assertThat(simulator.requestCount()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "1000,1", "1001,2"})
    void pagesRequestedFollowDemandAtTheServerToo(long demand, int requests) {
        try (BacklinksSimulator simulator =
                        BacklinksSimulator.builder().rows(5_000).start();
                BacklinksClient client = SimulatedApi.client(simulator)) {
            StepVerifier.create(client.backlinks(BacklinksQuery.of("site.example")), demand)
                    .expectSubscription()
                    .expectNextCount(demand)
                    .then(() -> assertThat(simulator.requestCount()).isEqualTo(requests))
                    .thenCancel()
                    .verify();
        }
    }

    @Test
    void fifteenHundredRowsTakeTwoRequests() {
        try (BacklinksSimulator simulator =
                        BacklinksSimulator.builder().rows(5_000).start();
                BacklinksClient client = SimulatedApi.client(simulator)) {
            Flux<Backlink> links = client.harvest(BacklinksQuery.of("site.example"))
                    .take(1_500)
                    .backlinks();

            assertThat(links.count().block()).isEqualTo(1_500);
            assertThat(simulator.requestCount()).isEqualTo(2);
        }
    }

    @Test
    void aFilterOnNullIsSaidAndHeld() {
        try (BacklinksSimulator simulator =
                        BacklinksSimulator.builder().rows(2_000).start();
                BacklinksClient client = SimulatedApi.client(simulator)) {
            BacklinksQuery.Builder query = BacklinksQuery.builder("site.example");
            List<Backlink> with = client.backlinks(
                            query.filters(Fields.ANCHOR.isNotNull()).build())
                    .collectList()
                    .block();
            List<Backlink> without = client.backlinks(query.filters(Filter.parse("[\"anchor\",\"=\",null]"))
                            .build())
                    .collectList()
                    .block();

            assertThat(with).isNotEmpty().allMatch(row -> row.anchor() != null);
            assertThat(without).isNotEmpty().allMatch(row -> row.anchor() == null);
            assertThat(Stream.of(with, without)
                            .filter(Objects::nonNull)
                            .mapToInt(List::size)
                            .sum())
                    .isEqualTo(2_000);
        }
    }

    @Test
    void theVendorsExampleOfACustomModeIsTaken() {
        try (BacklinksSimulator simulator =
                        BacklinksSimulator.builder().rows(2_000).start();
                BacklinksClient client = SimulatedApi.client(simulator)) {
            BacklinksQuery query = BacklinksQuery.builder("site.example")
                    .customMode(new CustomMode("domain", 1))
                    .build();

            List<Backlink> rows = client.backlinks(query).collectList().block();

            assertThat(rows).isNotEmpty().extracting(Backlink::domainFrom).doesNotHaveDuplicates();
        }
    }

    /** Takes a minute and a half, so it is run by hand: {@code -Dbackflux.long=true}. */
    @Test
    @EnabledIfSystemProperty(named = "backflux.long", matches = "true")
    void theServerNeverCountsMoreThanTheQuotaInAnyMinute() {
        try (BacklinksSimulator simulator = BacklinksSimulator.builder()
                        .rows(3_000)
                        .requestsPerMinute(200)
                        .start();
                BacklinksClient client = SimulatedApi.builder(simulator)
                        .quotaLimits(new QuotaLimits(30, 200))
                        .build()) {
            BacklinksQuery query =
                    BacklinksQuery.builder("site.example").limit(10).build();

            assertThat(client.backlinks(query).count().block()).isEqualTo(3_000);
            assertThat(simulator.requestCount()).isEqualTo(300);
            assertThat(simulator.peakInAMinute()).isLessThanOrEqualTo(200);
        }
    }

    @Test
    void sixtyTargetsFillAllThirtySlotsAndNeverMore() {
        try (BacklinksSimulator simulator = BacklinksSimulator.builder()
                        .rows(300)
                        .latency(Duration.ofSeconds(1))
                        .start();
                BacklinksClient client = SimulatedApi.client(simulator)) {
            Long rows = Flux.range(0, 60)
                    .map(i -> BacklinksQuery.builder("site" + i + ".example")
                            .limit(100)
                            .build())
                    .flatMap(client::backlinks, 60)
                    .count()
                    .block();

            assertThat(rows).isEqualTo(18_000);
            assertThat(simulator.requestCount()).isEqualTo(180);
            assertThat(simulator.peakInFlight()).isBetween(28, 30);
            assertThat(simulator.requests()).allMatch(request -> request.taskCode() == 20000);
        }
    }

    @Test
    void thirtyStalledReadersHoldNoSlot() {
        try (BacklinksSimulator simulator =
                        BacklinksSimulator.builder().rows(3_000).start();
                BacklinksClient client = SimulatedApi.client(simulator)) {
            List<StepVerifier> stalled = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                BacklinksQuery query = BacklinksQuery.of("stalled" + i + ".example");
                stalled.add(StepVerifier.create(client.backlinks(query), 1)
                        .expectNextCount(1)
                        .thenAwait(Duration.ZERO)
                        .then(() -> assertThat(client.backlinks(BacklinksQuery.of("site.example"))
                                        .count()
                                        .block())
                                .isEqualTo(3_000))
                        .thenCancel()
                        .verifyLater());
            }
            stalled.forEach(StepVerifier::verify);
        }
    }

    @ParameterizedTest
    @EnumSource(EndStyle.class)
    void theEndIsRightHoweverTheServerEnds(EndStyle style) {
        for (int total : new int[] {2_500, 3_000}) {
            try (BacklinksSimulator simulator = BacklinksSimulator.builder()
                            .rows(total)
                            .end(style)
                            .reportTotal(false)
                            .start();
                    BacklinksClient client = SimulatedApi.client(simulator)) {
                List<HarvestSummary> summaries = new ArrayList<>();

                Long rows = client.harvest(BacklinksQuery.of("site.example"))
                        .listener(summariesTo(summaries))
                        .backlinks()
                        .count()
                        .block();

                assertThat(rows).as("%d rows, %s", total, style).isEqualTo(total);
                assertThat(summaries.get(0).status()).isEqualTo(HarvestStatus.COMPLETE);
                assertThat(summaries.get(0).progress().cost()).isEqualByComparingTo(simulator.billed());
                boolean oneMoreToBeSure = total == 3_000 && !ENDS_WITHOUT_TOKEN.contains(style);
                assertThat(simulator.requestCount())
                        .as("%d rows, %s", total, style)
                        .isEqualTo(oneMoreToBeSure ? 4 : 3);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(EndStyle.class)
    void aFullLastPageWithATokenIsFollowedByOneRequestThatTells(EndStyle style) {
        try (BacklinksSimulator simulator =
                        BacklinksSimulator.builder().rows(3_000).end(style).start();
                BacklinksClient client = SimulatedApi.client(simulator)) {
            assertThat(client.backlinks(BacklinksQuery.of("site.example"))
                            .count()
                            .block())
                    .isEqualTo(3_000);
            assertThat(simulator.requestCount()).isEqualTo(ENDS_WITHOUT_TOKEN.contains(style) ? 3 : 4);
        }
    }

    @Test
    void aTargetWithoutLinksIsCompleteForThePriceOfOneRequest() {
        try (BacklinksSimulator simulator = BacklinksSimulator.builder().rows(0).start();
                BacklinksClient client = SimulatedApi.client(simulator)) {
            List<HarvestSummary> summaries = new ArrayList<>();

            client.harvest(BacklinksQuery.of("site.example"))
                    .listener(summariesTo(summaries))
                    .backlinks()
                    .blockLast();

            assertThat(simulator.requestCount()).isEqualTo(1);
            assertThat(summaries.get(0).status()).isEqualTo(HarvestStatus.COMPLETE);
            assertThat(summaries.get(0).progress().cost()).isEqualByComparingTo(new BigDecimal("0.02"));
        }
    }

    @Test
    void filtersAndSortsReachTheServerThroughAllPages() {
        try (BacklinksSimulator simulator =
                        BacklinksSimulator.builder().rows(9_000).start();
                BacklinksClient client = SimulatedApi.client(simulator)) {
            BacklinksQuery query = BacklinksQuery.builder("site.example")
                    .filters(Fields.DOFOLLOW.isTrue().and(Fields.RANK.greaterThan(80)))
                    .orderBy(OrderBy.parse("first_seen,asc"))
                    .build();

            List<Backlink> rows = client.backlinks(query).collectList().block();

            assertThat(rows).isNotEmpty().allSatisfy(row -> {
                assertThat(row.dofollow()).isTrue();
                assertThat(row.rank()).isGreaterThan(80);
            });
            assertThat(rows).extracting(Backlink::firstSeen).isSorted();
            assertThat(simulator.requests())
                    .hasSizeGreaterThan(2)
                    .allSatisfy(request -> assertThat(request.task()).containsKeys("filters", "order_by", "limit"));
        }
    }

    @Test
    void rowsDemandedOneByOneAreTheSameRows() {
        try (BacklinksSimulator simulator =
                        BacklinksSimulator.builder().rows(3_000).start();
                BacklinksClient client = SimulatedApi.client(simulator)) {
            Flux<Backlink> links = client.backlinks(BacklinksQuery.of("site.example"));

            assertThat(links.limitRate(1).collectList().block())
                    .isEqualTo(links.collectList().block());
        }
    }

    private static HarvestListener summariesTo(List<HarvestSummary> summaries) {
        return new HarvestListener() {
            @Override
            public void onSummary(HarvestSummary summary) {
                summaries.add(summary);
            }
        };
    }
}
