package io.backflux.benchmarks.harvest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HarvestIT {

    private static final int RING = 2;
    private static final long ROUND = (long) RING * Site.PAGE_ROWS;

    private static PageServer server;

    @BeforeAll
    static void serve() throws IOException, InterruptedException {
        server = PageServer.start(RING);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Site> sites() {
        return Stream.of(false, true)
                .flatMap(pretty -> Stream.of(new Site(ROUND, pretty, false), new Site(ROUND, pretty, true)));
    }

    @ParameterizedTest
    @MethodSource("sites")
    void allWhoReadRowsReadTheSame(Site site) throws Exception {
        List<Long> sums = new ArrayList<>();
        for (Subject subject : Subject.values()) {
            if (subject != Subject.DRAIN) {
                sums.add(harvest(subject, site).sum());
            }
        }

        assertThat(sums).hasSize(5).containsOnly(sums.get(0)).doesNotContain(0L);
    }

    @ParameterizedTest
    @EnumSource
    void aChainLongerThanTheRingEndsAfterItsLastPage(Subject subject) throws Exception {
        Site site = new Site(ROUND + 3_000, false, false);

        assertThat(harvest(subject, site).rows()).isEqualTo(site.rows());
    }

    @ParameterizedTest
    @EnumSource
    void theFirstRowIsNotedBeforeTheEnd(Subject subject) throws Exception {
        Tally tally = harvest(subject, new Site(ROUND, true, true));

        assertThat(tally.nanosToFirst()).isPositive().isLessThan(tally.nanosUntilNow());
    }

    @Test
    void databindAndGsonBindEachFieldAlike() throws Exception {
        Site site = new Site(ROUND, true, false);
        PageAnswer databind;
        PageAnswer gson;
        try (JdkDatabind jdk = new JdkDatabind(server.uri());
                OkHttpGson okHttp = new OkHttpGson(server.uri())) {
            databind = jdk.page(site, null);
            gson = okHttp.page(site, null);
        }

        assertThat(gson).isEqualTo(databind);
        assertThat(PageRow.class.getRecordComponents())
                .hasSize(47)
                .allSatisfy(field -> assertThat(databind.rows())
                        .as(field.getName())
                        .anySatisfy(row ->
                                assertThat(field.getAccessor().invoke(row)).isNotNull()));
    }

    @Test
    void aHarvestThatEndsEarlyIsRefused() {
        assertThatThrownBy(() -> new Tally().checkWhole(new Site(ROUND, false, false)))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Tally harvest(Subject subject, Site site) throws Exception {
        Tally tally = new Tally();
        try (Contender contender = subject.connect(server.uri())) {
            contender.harvest(site, tally);
        }
        tally.checkWhole(site);
        return tally;
    }
}
