package io.backflux.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.backflux.BacklinksQuery;
import io.backflux.BacklinksStatus;
import io.backflux.CustomMode;
import io.backflux.Fields;
import io.backflux.Filter;
import io.backflux.Mode;
import io.backflux.RankScale;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class RequestEncoderTests {

    private static String encoded(BacklinksQuery query, @Nullable String token) {
        return new String(RequestEncoder.encode(query, query.limit(), SearchAfterToken.of(token)), UTF_8);
    }

    @Test
    void onlyTargetAndLimitAreSentUnlessMoreIsSet() {
        assertThat(encoded(BacklinksQuery.of("forbes.com"), null))
                .isEqualTo("[{\"target\":\"forbes.com\",\"limit\":1000}]");
    }

    @Test
    void everythingIsSentInTheDocumentsOrder() {
        BacklinksQuery query = BacklinksQuery.builder("https://forbes.com/about")
                .tag("\"tag\"")
                .rankScale(RankScale.ONE_HUNDRED)
                .excludeInternalBacklinks(false)
                .includeIndirectLinks(true)
                .includeSubdomains(false)
                .backlinksStatusType(BacklinksStatus.LOST)
                .offset(0)
                .orderBy(Fields.RANK.descending(), Fields.URL_FROM.ascending())
                .filters(Fields.RANK.greaterThan(80).and(Fields.DOFOLLOW.isTrue()))
                .customMode(new CustomMode("anchor", 5))
                .mode(Mode.AS_IS)
                .build();
        assertThat(encoded(query, "dG9rZW4="))
                .isEqualTo(
                        "[{\"target\":\"https://forbes.com/about\",\"mode\":\"as_is\","
                                + "\"custom_mode\":{\"field\":\"anchor\",\"value\":5},"
                                + "\"filters\":[[\"rank\",\">\",80],\"and\",[\"dofollow\",\"=\",true]],"
                                + "\"order_by\":[\"rank,desc\",\"url_from,asc\"],\"offset\":0,"
                                + "\"search_after_token\":\"dG9rZW4=\",\"limit\":1000,\"backlinks_status_type\":\"lost\","
                                + "\"include_subdomains\":false,\"include_indirect_links\":true,"
                                + "\"exclude_internal_backlinks\":false,\"rank_scale\":\"one_hundred\",\"tag\":\"\\\"tag\\\"\"}]");
    }

    static Stream<Arguments> parameters() {
        return Stream.of(
                parameter(b -> b.mode(Mode.ONE_PER_ANCHOR), "\"mode\":\"one_per_anchor\",\"limit\":1000"),
                parameter(
                        b -> b.customMode(new CustomMode("tld_from", 7)),
                        "\"custom_mode\":{\"field\":\"tld_from\",\"value\":7},\"limit\":1000"),
                parameter(
                        b -> b.filters(Fields.RANK.greaterThan(80)), "\"filters\":[\"rank\",\">\",80],\"limit\":1000"),
                parameter(b -> b.orderBy(Fields.RANK.descending()), "\"order_by\":[\"rank,desc\"],\"limit\":1000"),
                parameter(b -> b.orderBy(), "\"limit\":1000"),
                parameter(b -> b.offset(20_000), "\"offset\":20000,\"limit\":1000"),
                parameter(b -> b.limit(1), "\"limit\":1"),
                parameter(
                        b -> b.backlinksStatusType(BacklinksStatus.ALL),
                        "\"limit\":1000,\"backlinks_status_type\":\"all\""),
                parameter(b -> b.includeSubdomains(true), "\"limit\":1000,\"include_subdomains\":true"),
                parameter(b -> b.includeIndirectLinks(false), "\"limit\":1000,\"include_indirect_links\":false"),
                parameter(
                        b -> b.excludeInternalBacklinks(false), "\"limit\":1000,\"exclude_internal_backlinks\":false"),
                parameter(b -> b.rankScale(RankScale.ONE_THOUSAND), "\"limit\":1000,\"rank_scale\":\"one_thousand\""),
                parameter(b -> b.tag("über 😀"), "\"limit\":1000,\"tag\":\"über 😀\""));
    }

    private static Arguments parameter(UnaryOperator<BacklinksQuery.Builder> setting, String json) {
        return Arguments.of(setting.apply(BacklinksQuery.builder("münchen.de")).build(), json);
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void whatIsSetIsSentAndNothingElse(BacklinksQuery query, String json) {
        assertThat(encoded(query, null)).isEqualTo("[{\"target\":\"münchen.de\"," + json + "}]");
    }

    @Test
    void limitOfThePageStandsInForTheQuerys() {
        BacklinksQuery query = BacklinksQuery.builder("forbes.com").limit(10).build();
        assertThat(new String(RequestEncoder.encode(query, 750, null), UTF_8))
                .isEqualTo("[{\"target\":\"forbes.com\",\"limit\":750}]");
    }

    /** Long text with emoji crosses the generator's buffers at every offset. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void longTextOfAnyScriptArrivesWhole(int shift) {
        String anchor = "x".repeat(shift) + "😀\n\"".repeat(5000);
        Filter filter = Filter.of("anchor", "in", List.of(anchor, "ü"));
        byte[] body = RequestEncoder.encode(
                BacklinksQuery.builder("forbes.com").filters(filter).build(), 1, SearchAfterToken.of("t"));
        assertThat(strings(body)).contains(anchor, "ü", "t");
    }

    private static List<String> strings(byte[] body) {
        Stream.Builder<String> strings = Stream.builder();
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), body)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    strings.add(json.getString());
                }
            }
        }
        return strings.build().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1001})
    void limitOutOfItsRangeIsRefused(int limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RequestEncoder.encode(BacklinksQuery.of("forbes.com"), limit, null))
                .withMessage("limit must be between 1 and 1000, was " + limit);
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks would do
    void nullQueryIsRefusedByName() {
        assertThatNullPointerException()
                .isThrownBy(() -> RequestEncoder.encode(null, 1, null))
                .withMessage("query");
    }
}
