package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // JSON may hold null anywhere
class TokensTests {
    private static final DataSet DATA = new DataSet(42, "example.com", 1_000);
    private static final Query QUERY =
            QueryReader.read(new HashMap<>(Map.of("target", "example.com", "limit", 10L)), Set.of());
    private final Tokens tokens = new Tokens(42, "simulator");

    private String token(int position) {
        return tokens.token(QUERY, DATA, Selecting.select(DATA, QUERY), position);
    }

    @Test
    void aTokenIsLongAndHasTheApisForm() {
        assertThat(token(10)).hasSizeGreaterThan(500);
        Map<String, Object> json = Api.map(JsonReader.read(Base64.getDecoder().decode(token(10))));
        assertThat(json.keySet()).containsExactly("CurrentOffset", "RawRequest", "SearchAfterData");
        assertThat(Api.map(json.get("RawRequest")))
                .containsEntry("target", "example.com")
                .containsKey("aid");
        Map<String, Object> after = Api.map(json.get("SearchAfterData"));
        assertThat(after).containsEntry("Version", 1L).containsEntry("TokenRealOffset", 10L);
        assertThat(Api.map(after.get("SearchAfterValues")))
                .containsEntry("rank", DATA.row(9).rank())
                .hasEntrySatisfying(
                        "last_seen",
                        seen -> assertThat(seen.toString())
                                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+00:00"));
    }

    @Test
    void everyPageHasItsOwn() {
        Set<String> all = new HashSet<>();
        for (int position = 10; position <= 1_000; position += 10) {
            assertThat(Tokens.position(token(position))).hasValue(position);
            all.add(token(position));
        }
        assertThat(all).hasSize(100);
    }

    @Test
    void anotherSeedAndAnotherAccountMakeOtherTokens() {
        Selection all = Selecting.select(DATA, QUERY);
        assertThat(new Tokens(43, "simulator").token(QUERY, DATA, all, 10)).isNotEqualTo(token(10));
        assertThat(new Tokens(42, "somebody").token(QUERY, DATA, all, 10)).isNotEqualTo(token(10));
    }

    @Test
    void whatIsNoTokenHasNoPosition() {
        assertThat(Tokens.position("")).isEmpty();
        assertThat(Tokens.position("not base64!")).isEmpty();
        assertThat(Tokens.position(base64("[]"))).isEmpty();
        assertThat(Tokens.position(base64("{\"SearchAfterData\":{\"TokenRealOffset\":-1}}")))
                .isEmpty();
        assertThat(Tokens.position(base64("{\"SearchAfterData\":"))).isEmpty();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
