package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked // JSON may hold null anywhere
class QueryReaderTests {
    private static Query read(String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return QueryReader.read(Api.map(JsonReader.read(bytes)), Set.of());
    }

    @Test
    void defaultsAreTheDocuments() {
        Query query = read("{'target':'example.com'}");
        assertThat(query.limit()).isEqualTo(100);
        assertThat(query.offset()).isZero();
        assertThat(query.status()).isEqualTo(Query.Status.LIVE);
        assertThat(query.subdomains() && query.indirect() && query.withoutInternal())
                .isTrue();
        assertThat(query.scale()).isEqualTo(RankScale.ONE_THOUSAND);
        assertThat(query.grouping()).isNull();
        assertThat(query.isPlain(new DataSet(1, "example.com", 1))).isTrue();
    }

    @Test
    void nullIsAsIfItWereNotSet() {
        assertThat(read("{'target':'example.com','limit':null,'filters':null,'mode':null}")
                        .limit())
                .isEqualTo(100);
    }

    @Test
    void theOutermostAllowedValuesPass() {
        String tag = "t".repeat(255);
        Query query = read("{'target':'https://www.example.com/a?b=c','limit':1000,'offset':20000,'tag':'" + tag
                + "','order_by':['rank,asc','anchor,desc','dofollow,asc'],"
                + "'custom_mode':{'field':'anchor','value':1000}}");
        assertThat(query.limit()).isEqualTo(1000);
        assertThat(query.offset()).isEqualTo(20_000);
        assertThat(query.order()).hasSize(3);
        assertThat(query.grouping()).isNotNull();
    }

    @Test
    void theFieldOfTheVendorsExampleGroupsByDomain() {
        assertThat(read("{'target':'example.com','custom_mode':{'field':'domain','value':100}}")
                        .grouping())
                .isEqualTo(read("{'target':'example.com','custom_mode':{'field':'domain_from','value':100}}")
                        .grouping());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "a.b.example.co.uk",
                "bücher.example",
                "http://example.com",
                "https://example.com/"
            })
    void targetsOfBothFormsPass(String target) {
        assertThat(read("{'target':'" + target + "'}").target()).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example",
                "www.example.com",
                "example.com/a",
                "ftp://example.com",
                "http://",
                "a b.com",
                "https://a b"
            })
    void otherTargetsAreRefused(String target) {
        assertThatThrownBy(() -> read("{'target':'" + target + "'}")).hasMessage("Invalid Field: 'target'.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit | 0",
                "limit | 1001",
                "limit | -1",
                "limit | '100'",
                "limit | 10.5",
                "limit | 99999999999999999999",
                "offset | -1",
                "offset | 20001",
                "mode | 'one_per_page'",
                "mode | 7",
                "custom_mode | 'anchor'",
                "custom_mode | {'field':'anchor'}",
                "custom_mode | {'field':'rank','value':1}",
                "custom_mode | {'field':'anchor','value':0}",
                "custom_mode | {'field':'anchor','value':1001}",
                "custom_mode | {'field':'anchor','value':1,'more':1}",
                "order_by | []",
                "order_by | 'rank,desc'",
                "order_by | ['rank,desc','rank,asc','rank,desc','rank,asc']",
                "order_by | ['nobody,desc']",
                "order_by | ['rank,up']",
                "order_by | ['attributes,desc']",
                "order_by | ['domain_from_platform_type,desc']",
                "order_by | [1]",
                "backlinks_status_type | 'dead'",
                "include_subdomains | 'true'",
                "include_indirect_links | 1",
                "exclude_internal_backlinks | 'no'",
                "rank_scale | 'one_million'",
                "tag | 5",
                "search_after_token | 5",
                "filters | {}"
            },
            quoteCharacter = '`')
    void badValuesAreRefusedByName(String name, String value) {
        assertThatThrownBy(() -> read("{'target':'example.com','" + name + "':" + value + "}"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(40501))
                .hasMessage("Invalid Field: '" + name + "'.");
    }

    @Test
    void aTagOf256CharactersIsRefused() {
        assertThatThrownBy(() -> read("{'target':'example.com','tag':'" + "t".repeat(256) + "'}"))
                .hasMessage("Invalid Field: 'tag'.");
    }

    @Test
    void anUnknownParameterIsRefusedWith40506() {
        assertThatThrownBy(() -> read("{'target':'example.com','colour':'red'}"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(40506))
                .hasMessageContaining("colour");
    }

    @Test
    void pagesOfOneChainShareASelectionAndOtherQueriesDoNot() {
        Query first = read("{'target':'example.com','limit':10,'mode':'one_per_domain'}");
        Query later = read("{'mode':'one_per_domain','target':'example.com','limit':20,'search_after_token':'x'}");
        Query other = read("{'target':'example.com','mode':'one_per_anchor'}");
        assertThat(later.selectionKey()).isEqualTo(first.selectionKey());
        assertThat(other.selectionKey()).isNotEqualTo(first.selectionKey());
    }
}
