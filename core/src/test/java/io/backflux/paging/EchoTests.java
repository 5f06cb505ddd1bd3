package io.backflux.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.BacklinksStatus;
import io.backflux.CustomMode;
import io.backflux.Fields;
import io.backflux.Filter;
import io.backflux.Mode;
import io.backflux.RankScale;
import io.backflux.wire.RequestEncoder;
import io.backflux.wire.SearchAfterToken;
import io.backflux.wire.TaskParameters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EchoTests {

    private static final String TOKEN = "eyJDdXJyZW50T2Zmc2V0IjowLCJSYXci+/M/YWJjZGVmZ2hpams=";

    /** All that a query can say. */
    private static final BacklinksQuery FULL = BacklinksQuery.builder("forbes.com")
            .customMode(new CustomMode("domain", 100))
            .filters(Fields.RANK
                    .greaterThan(80)
                    .and(Fields.FIRST_SEEN.after(Instant.parse("2023-02-10T16:15:27Z")))
                    .and(Filter.of("anchor", "<>", null)
                            .or(Filter.of("url_from", "in", List.of("https://a/", "https://b/")))))
            .orderBy(Fields.FIRST_SEEN.ascending(), Fields.RANK.descending())
            .offset(1000)
            .backlinksStatusType(BacklinksStatus.ALL)
            .includeSubdomains(false)
            .includeIndirectLinks(true)
            .excludeInternalBacklinks(false)
            .rankScale(RankScale.ONE_HUNDRED)
            .tag("Straße & 1")
            .build();

    private static @Nullable String contradiction(String sent, String echoed) {
        return Echo.contradiction(parameters(sent), parameters(echoed));
    }

    private static TaskParameters parameters(String members) {
        return TaskParameters.of(("[{" + members + "}]").getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"target\":\"forbes.com\",\"limit\":5' | '\"target\":\"forbes.org\",\"limit\":5' | target",
                "'\"limit\":1000' | '\"limit\":100' | limit",
                "'\"limit\":1000' | '\"limit\":\"100\"' | limit",
                "'\"offset\":1000' | '\"offset\":2000' | offset",
                "'\"offset\":1000' | '\"offset\":0' | offset",
                "'\"limit\":1000' | '\"offset\":1000' | offset",
                "'\"search_after_token\":\"eyJDdXJyZW50T2Zmc2V0IjowfQ\"' | '\"search_after_token\":\"eyJDdXJyZW50T2Zmc2V0IjoxfQ\"' | search_after_token",
                "'\"limit\":1000' | '\"search_after_token\":\"eyJDdXJyZW50T2Zmc2V0IjowfQ\"' | search_after_token",
                "'\"order_by\":[\"rank,desc\"]' | '\"order_by\":[\"rank,asc\"]' | order_by",
                "'\"order_by\":[\"rank,desc\"]' | '\"order_by\":[\"rank\"]' | order_by",
                "'\"order_by\":[\"rank\",\"url_to\"]' | '\"order_by\":[\"rank\",\"url_from\"]' | order_by",
                "'\"limit\":1000' | '\"filters\":[\"dofollow\",\"=\",true]' | filters",
                "'\"filters\":[\"dofollow\",\"=\",true]' | '\"filters\":[\"dofollow\",\"=\",\"false\"]' | filters",
                "'\"filters\":[\"rank\",\">\",80]' | '\"filters\":[\"rank\",\"<\",80]' | filters",
                "'\"filters\":[\"rank\",\">\",80]' | '\"filters\":[\"rank\",\">\",81]' | filters",
                "'\"filters\":[\"rank\",\">\",80]' | '\"filters\":[[\"rank\",\">\",80],\"and\",[\"dofollow\",\"=\",true]]' | filters",
                "'\"filters\":[[\"a\",\"=\",1],\"and\",[\"b\",\"=\",1]]' | '\"filters\":[[\"a\",\"=\",1],\"or\",[\"b\",\"=\",1]]' | filters",
                "'\"filters\":[\"first_seen\",\">\",\"2023-02-10 16:15:27 +00:00\"]' | '\"filters\":[\"first_seen\",\">\",\"2023-02-10 16:15:28 +00:00\"]' | filters",
                "'\"filters\":[\"anchor\",\"in\",[\"a\",\"b\"]]' | '\"filters\":[\"anchor\",\"in\",[\"a\",\"c\"]]' | filters",
                "'\"custom_mode\":{\"field\":\"anchor\",\"value\":1}' | '\"custom_mode\":{\"field\":\"anchor\",\"value\":2}' | custom_mode",
                "'\"custom_mode\":{\"field\":\"anchor\",\"value\":1}' | '\"custom_mode\":{\"field\":\"tld_from\",\"value\":1}' | custom_mode",
                "'\"mode\":\"as_is\"' | '\"custom_mode\":{\"field\":\"tld_from\",\"value\":1}' | custom_mode",
                "'\"mode\":\"one_per_anchor\"' | '\"mode\":\"one_per_domain\"' | mode",
                "'\"limit\":1000' | '\"mode\":\"one_per_domain\"' | mode",
                "'\"backlinks_status_type\":\"all\"' | '\"backlinks_status_type\":\"live\"' | backlinks_status_type",
                "'\"include_subdomains\":false' | '\"include_subdomains\":true' | include_subdomains",
                "'\"include_indirect_links\":true' | '\"include_indirect_links\":\"false\"' | include_indirect_links",
                "'\"exclude_internal_backlinks\":true' | '\"exclude_internal_backlinks\":false' | exclude_internal_backlinks",
                "'\"rank_scale\":\"one_hundred\"' | '\"rank_scale\":\"one_thousand\"' | rank_scale",
                "'\"tag\":\"first\"' | '\"tag\":\"second\"' | tag",
                "'\"tag\":\"1\"' | '\"tag\":\"12\"' | tag",
            })
    void whatContradictsTheRequestIsNamed(String sent, String echoed, String parameter) {
        assertThat(contradiction(sent, echoed)).isEqualTo(parameter);
        assertThat(contradiction(sent, sent)).isNull();
        assertThat(contradiction(echoed, echoed)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"target\":\"forbes.com\"' | '\"target\":\"WWW.Forbes.com.\"'",
                "'\"target\":\"https://forbes.com/a\"' | '\"target\":\"forbes.com\"'",
                "'\"limit\":1000' | '\"limit\":\"1000\"'",
                "'\"limit\":1000' | '\"limit\":1000.0'",
                "'\"limit\":1000' | '\"limit\":1e3'",
                "'\"limit\":1000' | '\"limit\":1e999999999'",
                "'\"limit\":1000' | '\"limit\":null'",
                "'\"limit\":1000' | '\"limit\":true'",
                "'\"limit\":1000' | '\"limit\":[100]'",
                "'\"limit\":1000' | '\"limit\":\"a hundred\"'",
                "'\"limit\":1000' | '\"offset\":0'",
                "'\"limit\":1000' | '\"offset\":\"0\"'",
                "'\"search_after_token\":\"eyJDdXJyZW50T2Zmc2V0Ij+/fQ==\"' | '\"search_after_token\":\"eyJDdXJyZW50T2Zmc2V0Ij-_fQ\"'",
                "'\"search_after_token\":\"eyJDdXJyZW50T2Zmc2V0Ij+/fQ==\"' | '\"search_after_token\":\"eyJDdXJyZW50T2Zm\\nc2V0Ij+/fQ%3D%3D\"'",
                "'\"search_after_token\":\"eyJDdXJyZW50T2Zmc2V0Ij+/fQ==\"' | '\"search_after_token\":\"eyJDdXJyZW50T2Zm...\"'",
                "'\"search_after_token\":\"eyJDdXJyZW50T2Zmc2V0Ij+/fQ==\"' | '\"search_after_token\":\"eyJDdXJyZW50T2Zmc2V0***fQ==\"'",
                "'\"search_after_token\":\"eyJDdXJyZW50T2Zmc2V0Ij+/fQ==\"' | '\"search_after_token\":\"[redacted]\"'",
                "'\"search_after_token\":\"eyJDdXJyZW50T2Zmc2V0Ij+/fQ==\"' | '\"search_after_token\":null'",
                "'\"limit\":1000' | '\"search_after_token\":\"\"'",
                "'\"order_by\":[\"rank,desc\"]' | '\"order_by\":[\" Rank , DESC \"]'",
                "'\"order_by\":[\"url_to,asc\"]' | '\"order_by\":[\"url_to\"]'",
                "'\"order_by\":[\"rank,desc\"]' | '\"order_by\":[\"rank,desc\",\"url_to,asc\"]'",
                "'\"order_by\":[\"rank,desc\"]' | '\"order_by\":\"rank,asc\"'",
                "'\"order_by\":[\"rank,desc\"]' | '\"order_by\":{\"0\":\"url_to\"}'",
                "'\"order_by\":[\"rank,desc\"]' | '\"order_by\":[]'",
                "'\"limit\":1000' | '\"order_by\":[\"rank,desc\"]'",
                "'\"limit\":1000' | '\"filters\":[]'",
                "'\"limit\":1000' | '\"filters\":\"none\"'",
                "'\"filters\":[\"rank\",\">\",80]' | '\"filters\":[[\"RANK\",\">\",\"80.0\"]]'",
                "'\"filters\":[\"rank\",\">\",80]' | '\"filters\":[]'",
                "'\"filters\":[\"rank\",\"<>\",80]' | '\"filters\":[\"rank\",\"!=\",80]'",
                "'\"filters\":[\"rank\",\">\",80]' | '\"filters\":{\"field\":\"rank\"}'",
                "'\"filters\":[\"rank\",\">\",80]' | '\"filters\":[\"rank\",\">\"]'",
                "'\"filters\":[\"rank\",\">\",80]' | '\"filters\":[[\"rank\",\">\",70],\"xor\",[\"rank\",\"<\",9]]'",
                "'\"filters\":[\"dofollow\",\"=\",true]' | '\"filters\":[\"dofollow\",\"=\",\"TRUE\"]'",
                "'\"filters\":[\"dofollow\",\"=\",true]' | '\"filters\":[\"dofollow\",\"=\",1]'",
                "'\"filters\":[\"anchor\",\"<>\",null]' | '\"filters\":[\"anchor\",\"<>\",\"null\"]'",
                "'\"filters\":[\"anchor\",\"like\",\"%ä & B%\"]' | '\"filters\":[\"anchor\",\"like\",\"%?? & b%\"]'",
                "'\"filters\":[\"anchor\",\"in\",[\"a\",\"b\"]]' | '\"filters\":[\"anchor\",\"in\",[\"b\",\"a\"]]'",
                "'\"filters\":[[\"a\",\"=\",1],\"and\",[\"b\",\"=\",2],\"and\",[\"a\",\"=\",3]]' | '\"filters\":[[[\"a\",\"=\",3],\"AND\",[\"a\",\"=\",1]],\"and\",[\"b\",\"=\",2]]'",
                "'\"filters\":[\"first_seen\",\">\",\"2023-02-10 16:15:27 +00:00\"]' | '\"filters\":[\"first_seen\",\">\",\"2023-02-10T16:15:27Z\"]'",
                "'\"filters\":[\"first_seen\",\">\",\"2023-02-10 16:15:27 +00:00\"]' | '\"filters\":[\"first_seen\",\">\",\"2023-02-10 17:15:27.000+0100\"]'",
                "'\"filters\":[\"first_seen\",\">\",\"2023-02-10 00:00:00 +00:00\"]' | '\"filters\":[\"first_seen\",\">\",\"2023-02-10\"]'",
                "'\"filters\":[\"first_seen\",\">\",\"2023-02-10 16:15:27 +00:00\"]' | '\"filters\":[\"first_seen\",\">\",1676045727]'",
                "'\"custom_mode\":{\"field\":\"domain\",\"value\":1}' | '\"custom_mode\":{\"field\":\"domain_from\",\"value\":\"1\"},\"mode\":\"one_per_domain\"'",
                "'\"custom_mode\":{\"field\":\"anchor\",\"value\":1}' | '\"custom_mode\":{}'",
                "'\"limit\":1000' | '\"custom_mode\":[]'",
                "'\"mode\":\"as_is\"' | '\"mode\":\"asIs\"'",
                "'\"limit\":1000' | '\"mode\":\"as_is\"'",
                "'\"limit\":1000' | '\"mode\":\"\"'",
                "'\"limit\":1000' | '\"backlinks_status_type\":\"lost\",\"include_subdomains\":false,\"rank_scale\":\"one_hundred\"'",
                "'\"include_subdomains\":true' | '\"include_subdomains\":\"True\"'",
                "'\"include_subdomains\":true' | '\"include_subdomains\":0'",
                "'\"tag\":\" Straße 1 \"' | '\"tag\":\"stra??e 1\"'",
                "'\"tag\":\"один\"' | '\"tag\":\"????\"'",
                "'\"tag\":\"abcdefghijklmnopqrstuvwxyz\"' | '\"tag\":\"abcdefghijklmnopq...\"'",
                "'\"limit\":1000' | '\"tag\":\"of the gateway\"'",
                "'\"limit\":1000' | '\"api\":\"backlinks\",\"function\":\"backlinks\",\"unknown\":{\"limit\":1}'",
            })
    void anotherSpellingAndWhatCannotBeComparedAreNoContradiction(String sent, String echoed) {
        assertThat(contradiction(sent, echoed)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"api\":\"backlinks\",\"function\":\"backlinks\",\"target\":\"forbes.com\",\"limit\":100",
                "\"target\":\"forbes.com\",\"include_subdomains\":true,\"limit\":100,\"backlinks_status_type\":\"live\"",
                "\"target\":\"forbes.com\",\"mode\":null,\"custom_mode\":null,\"filters\":null,\"offset\":null,\"limit\":\"100\"",
                "",
            })
    void theFormsOfRealAnswersAreNone(String data) {
        byte[] request = RequestEncoder.encode(BacklinksQuery.of("forbes.com"), 100, null);

        assertThat(Echo.contradiction(TaskParameters.of(request), parameters(data)))
                .isNull();
    }

    @Test
    void aRequestRepeatedAsItWasNeverContradictsItself() {
        for (Mode mode : Mode.values()) {
            BacklinksQuery query = FULL.toBuilder().mode(mode).build();
            for (SearchAfterToken token : new @Nullable SearchAfterToken[] {null, SearchAfterToken.of(TOKEN)}) {
                byte[] request = RequestEncoder.encode(query, 1000, token);
                assertThat(Echo.contradiction(TaskParameters.of(request), TaskParameters.of(request)))
                        .isNull();
            }
        }
    }

    @Test
    void pagesOfOneChainAreToldApartByTheTokenThatOnlyOneSent() {
        TaskParameters first = TaskParameters.of(RequestEncoder.encode(FULL, 1000, null));
        TaskParameters second = TaskParameters.of(RequestEncoder.encode(FULL, 1000, SearchAfterToken.of(TOKEN)));

        assertThat(Echo.contradiction(first, second)).isEqualTo("search_after_token");
        assertThat(Echo.contradiction(second, first))
                .as("the API need not repeat it")
                .isNull();
    }
}
