package io.backflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BacklinksQueryTests {

    private static final Filter CONDITION = Fields.RANK.greaterThan(80);

    private static BacklinksQuery.Builder builder() {
        return BacklinksQuery.builder("forbes.com");
    }

    private static BacklinksQuery full() {
        return builder()
                .mode(Mode.ONE_PER_DOMAIN)
                .customMode(new CustomMode("anchor", 5))
                .filters(CONDITION)
                .orderBy(Fields.RANK.descending(), Fields.URL_FROM.ascending())
                .offset(20)
                .limit(50)
                .backlinksStatusType(BacklinksStatus.ALL)
                .includeSubdomains(false)
                .includeIndirectLinks(false)
                .excludeInternalBacklinks(false)
                .rankScale(RankScale.ONE_HUNDRED)
                .tag("a tag")
                .build();
    }

    @Test
    void onlyTargetAndLimitAreSetAtFirst() {
        BacklinksQuery query = BacklinksQuery.of("forbes.com");
        assertThat(query.target()).isEqualTo("forbes.com");
        assertThat(query.limit()).isEqualTo(1000);
        assertThat(query.orderBy()).isEmpty();
        assertThat(Stream.of(
                        query.mode(),
                        query.customMode(),
                        query.filters(),
                        query.offset(),
                        query.backlinksStatusType(),
                        query.includeSubdomains(),
                        query.includeIndirectLinks(),
                        query.excludeInternalBacklinks(),
                        query.rankScale(),
                        query.tag()))
                .containsOnlyNulls();
    }

    @Test
    void whatIsSetIsReadBack() {
        BacklinksQuery query = full();
        assertThat(query.mode()).isEqualTo(Mode.ONE_PER_DOMAIN);
        assertThat(query.customMode()).isEqualTo(new CustomMode("anchor", 5));
        assertThat(query.filters()).isEqualTo(CONDITION);
        assertThat(query.orderBy()).extracting(OrderBy::apiForm).containsExactly("rank,desc", "url_from,asc");
        assertThat(query.offset()).isEqualTo(20);
        assertThat(query.limit()).isEqualTo(50);
        assertThat(query.backlinksStatusType()).isEqualTo(BacklinksStatus.ALL);
        assertThat(query.includeSubdomains()).isFalse();
        assertThat(query.includeIndirectLinks()).isFalse();
        assertThat(query.excludeInternalBacklinks()).isFalse();
        assertThat(query.rankScale()).isEqualTo(RankScale.ONE_HUNDRED);
        assertThat(query.tag()).isEqualTo("a tag");
    }

    @Test
    void toBuilderKeepsEverything() {
        assertThat(full().toBuilder().build()).isEqualTo(full()).hasSameHashCodeAs(full());
        assertThat(full().toBuilder().target("x.com").build().target()).isEqualTo("x.com");
    }

    static Stream<Consumer<BacklinksQuery.Builder>> changes() {
        return Stream.of(
                b -> b.target("https://forbes.com"),
                b -> b.mode(Mode.AS_IS),
                b -> b.customMode(new CustomMode("anchor", 6)),
                b -> b.filters(CONDITION.and(CONDITION)),
                b -> b.orderBy(),
                b -> b.offset(0),
                b -> b.limit(1),
                b -> b.backlinksStatusType(BacklinksStatus.LIVE),
                b -> b.includeSubdomains(true),
                b -> b.includeIndirectLinks(true),
                b -> b.excludeInternalBacklinks(true),
                b -> b.rankScale(RankScale.ONE_THOUSAND),
                b -> b.tag("another"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void oneChangeMakesAnotherQuery(Consumer<BacklinksQuery.Builder> change) {
        BacklinksQuery.Builder builder = full().toBuilder();
        change.accept(builder);
        assertThat(builder.build()).isNotEqualTo(full());
    }

    @Test
    void laterSettingLeavesABuiltQueryAlone() {
        BacklinksQuery.Builder builder = builder();
        List<OrderBy> rules = new ArrayList<>(List.of(Fields.RANK.descending()));
        BacklinksQuery query = builder.orderBy(rules).build();
        rules.clear();
        builder.limit(1).tag("x");
        assertThat(query).isEqualTo(builder().orderBy(Fields.RANK.descending()).build());
    }

    static Stream<Arguments> refusals() {
        OrderBy rule = Fields.RANK.descending();
        return Stream.of(
                refusal(b -> b.limit(0), "limit must be between 1 and 1000, was 0"),
                refusal(b -> b.limit(1001), "limit must be between 1 and 1000, was 1001"),
                refusal(b -> b.offset(-1), "offset must be between 0 and 20000, was -1"),
                refusal(b -> b.offset(20_001), "offset must be between 0 and 20000, was 20001"),
                refusal(b -> b.filters(conditions(9)), "conditions in filters must be between 1 and 8, was 9"),
                refusal(b -> b.orderBy(rule, rule, rule, rule), "rules in orderBy must be between 0 and 3, was 4"),
                refusal(b -> b.tag(""), "tag must not be empty, was \"\""),
                refusal(b -> b.tag("x".repeat(256)), "tag must have at most 255 characters, was 256 long"),
                refusal(b -> b.tag("\udc00"), "tag must be well-formed Unicode, was half a surrogate pair"));
    }

    private static Arguments refusal(Consumer<BacklinksQuery.Builder> setting, String message) {
        return Arguments.of(setting, message);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatTheDocumentRulesOutIsRefused(Consumer<BacklinksQuery.Builder> setting, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> setting.accept(builder()))
                .withMessage(message);
    }

    @Test
    void edgesAreAccepted() {
        OrderBy rule = Fields.RANK.descending();
        builder().limit(1).offset(0).tag("😀".repeat(255)).build();
        builder()
                .limit(1000)
                .offset(20_000)
                .filters(conditions(8))
                .orderBy(rule, rule, rule)
                .build();
        assertThat(builder().offset(0).build()).isNotEqualTo(builder().build());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void conditionsAreCountedThroughNesting(int half) {
        Filter nested = conditions(half).or(conditions(half));
        assertThat(builder().filters(nested).build().filters()).isEqualTo(nested);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().filters(nested.and(conditions(9 - 2 * half))))
                .withMessageEndingWith("was 9");
    }

    private static Filter conditions(int count) {
        return Collections.nCopies(count, CONDITION).stream()
                .reduce(Filter::and)
                .orElseThrow();
    }

    @Test
    void textIsShortAndLeavesOutTheTag() {
        assertThat(BacklinksQuery.of("forbes.com")).hasToString("BacklinksQuery[target=forbes.com, limit=1000]");
        assertThat(full())
                .hasToString("BacklinksQuery[target=forbes.com, mode=one_per_domain, customMode=anchor:5, conditions=1,"
                        + " orderBy=rank,desc, orderBy=url_from,asc, limit=50]");
        assertThat(BacklinksQuery.of("https://forbes.com/" + "x".repeat(10_000)).toString())
                .hasSizeLessThan(200);
    }

    @SuppressWarnings("NullAway") // what a caller without null checks would do
    static Stream<Arguments> nulls() {
        return Stream.of(
                nothing(() -> BacklinksQuery.of(null), "target"),
                nothing(() -> builder().target(null), "target"),
                nothing(() -> builder().mode(null), "mode"),
                nothing(() -> builder().customMode(null), "customMode"),
                nothing(() -> builder().filters(null), "filters"),
                nothing(() -> builder().orderBy((List<OrderBy>) null), "orderBy"),
                nothing(() -> builder().orderBy((OrderBy[]) null), "orderBy"),
                nothing(() -> builder().orderBy(Arrays.asList((OrderBy) null)), "rule in orderBy"),
                nothing(() -> builder().backlinksStatusType(null), "backlinksStatusType"),
                nothing(() -> builder().rankScale(null), "rankScale"),
                nothing(() -> builder().tag(null), "tag"));
    }

    private static Arguments nothing(ThrowingCallable call, String name) {
        return Arguments.of(call, name);
    }

    @ParameterizedTest
    @MethodSource("nulls")
    void nullIsRefusedByName(ThrowingCallable call, String name) {
        assertThatNullPointerException().isThrownBy(call).withMessage(name);
    }
}
