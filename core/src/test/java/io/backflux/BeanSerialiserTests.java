package io.backflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of our values where a bean serialiser meets them: nothing is lost without a word. */
class BeanSerialiserTests {

    private static final JsonMapper JACKSON_3 = JsonMapper.shared();
    private static final com.fasterxml.jackson.databind.ObjectMapper JACKSON_2 =
            new com.fasterxml.jackson.databind.ObjectMapper()
                    .disable(com.fasterxml.jackson.databind.SerializationFeature.FAIL_ON_EMPTY_BEANS);

    static final Checkpoint CHECKPOINT =
            Checkpoint.fromJson("{\"version\":1,\"target\":\"forbes.com\",\"query\":\"00\",\"limit\":1000,\"page\":2,"
                    + "\"token\":\"dG9rZW4\",\"served\":1000,\"total\":3300,\"received\":1000,\"pages\":1,"
                    + "\"requests\":1,\"retries\":0,\"cost\":\"0.05\",\"unpriced\":\"0\",\"dearest\":\"0.05\","
                    + "\"repeated\":0,\"unexpectedValues\":0,\"missing\":0,\"totalAtStart\":3300,\"totalAtEnd\":3300}");

    /** A serialiser of either release, which may throw what it likes. */
    interface Writer {
        String write(Object value) throws Exception;
    }

    static Stream<Arguments> noBeans() {
        return Stream.of(
                        CHECKPOINT,
                        BacklinksPage.builder(CHECKPOINT).totalCount(3300L).build(),
                        BacklinksQuery.of("forbes.com"))
                .flatMap(value -> Stream.<Writer>of(JACKSON_2::writeValueAsString, JACKSON_3::writeValueAsString)
                        .map(writer -> Arguments.of(value, writer)));
    }

    @ParameterizedTest
    @MethodSource("noBeans")
    void whatWouldLoseItsContentThrows(Object value, Writer writer) {
        assertThatThrownBy(() -> writer.write(value))
                .hasMessageContaining("is no bean: write ")
                .hasMessageNotContaining("dG9rZW4");
    }

    @Test
    void aRowReadAgainAsABeanIsEqual() {
        Backlink row =
                Backlink.fromJson("{\"url_from\":\"https://a.example/\",\"first_seen\":\"2023-02-10 16:15:27 +00:00\","
                        + "\"is_new\":true,\"rank\":\"12\",\"new_field\":[1],\"attributes\":[\"ugc\"]}");

        String json = JACKSON_3.writeValueAsString(row);

        assertThat(JACKSON_3.readTree(json).get("extras").propertyNames())
                .containsExactlyInAnyOrder("unknown", "unexpected", "absent");
        assertThat(JACKSON_3.readValue(json, Backlink.class)).isEqualTo(row);
    }

    @Test
    void aLineOfABeanSerialiserIsRefusedAsARow() {
        String json = JACKSON_3.writeValueAsString(Backlink.fromJson("{\"url_from\":\"https://a.example/\"}"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Backlink.fromJson(json))
                .withMessageStartingWith("json must have the API's names, such as \"")
                .withMessageContaining("not by a bean serialiser, at path $.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"urlFrom", "UrlFrom", "url-from", "URL_FROM", "urlfrom"})
    void aKnownFieldInAnotherSpellingIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Backlink.fromJson("{\"rank\":1,\"" + name + "\":\"x\"}"))
                .withMessageStartingWith(
                        "json must have the API's names, such as \"url_from\", was \"" + name + "\": ");
    }

    @Test
    void aFieldThatIsNewIsKept() {
        assertThat(Backlink.fromJson("{\"newField\":1,\"extras\":2}").extras().unknown())
                .containsOnlyKeys("newField", "extras");
    }
}
