package io.backflux.jackson;

import static io.backflux.jackson.Values.CHECKPOINT;
import static io.backflux.jackson.Values.PAGE;
import static io.backflux.jackson.Values.PROGRESS;
import static io.backflux.jackson.Values.ROWS;
import static io.backflux.jackson.Values.SUMMARY;
import static io.backflux.jackson.Values.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.Checkpoint;
import io.backflux.HarvestProgress;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.NdjsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

class BacklinksModuleTests {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().addModule(new BacklinksModule()).build();
    private static final JsonMapper WITH_CHECKPOINTS =
            JsonMapper.builder().addModule(BacklinksModule.withCheckpoints()).build();

    static Stream<Backlink> rows() {
        return ROWS.stream();
    }

    private static String line(Backlink row) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (NdjsonWriter lines = new NdjsonWriter(bytes)) {
            lines.write(row);
        }
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRowIsTheLineThatTheLibraryWrites(Backlink row) throws IOException {
        assertThat(MAPPER.writeValueAsString(row)).isEqualTo(line(row));
        assertThat(new String(MAPPER.writeValueAsBytes(row), StandardCharsets.UTF_8))
                .isEqualTo(line(row));
        assertThat(MAPPER.writeValueAsString(List.of(row, row))).isEqualTo("[" + line(row) + "," + line(row) + "]");
        assertThat(MAPPER.writeValueAsString(Map.of("row", row))).isEqualTo("{\"row\":" + line(row) + "}");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRowThatIsReadAgainIsEqual(Backlink row) {
        assertThat(MAPPER.readValue(MAPPER.writeValueAsString(row), Backlink.class))
                .isEqualTo(row);
        assertThat(MAPPER.readValue(MAPPER.writeValueAsBytes(row), Backlink.class))
                .isEqualTo(row);
        assertThat(MAPPER.readValue(MAPPER.writeValueAsString(List.of(row)), new TypeReference<List<Backlink>>() {}))
                .containsExactly(row);
    }

    static Stream<JsonMapper> otherMappers() {
        return Stream.of(
                MAPPER.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build(),
                MAPPER.rebuild().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build(),
                MAPPER.rebuild()
                        .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                        .changeDefaultPropertyInclusion(old ->
                                old.withValueInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("otherMappers")
    void aMapperThatWritesOtherwiseWritesTheSameRows(JsonMapper other) {
        assertThat(ROWS).allSatisfy(row -> {
            String json = other.writeValueAsString(row);
            assertThat(other.readValue(json, Backlink.class)).isEqualTo(row);
            assertThat(MAPPER.readTree(json)).isEqualTo(MAPPER.readTree(row.toJson()));
        });
        assertThat(otherMappers().findFirst().orElseThrow().writeValueAsString(ROWS.get(1)))
                .contains("\n  \"url_from\" : null");
    }

    @Test
    void aRowBecomesATreeAndBack() {
        JsonMapper toTheDigit = MAPPER.rebuild()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        assertThat(ROWS).allSatisfy(row -> {
            JsonNode tree = MAPPER.valueToTree(row);
            assertThat(tree).isEqualTo(toTheDigit.readTree(row.toJson()));
        });
        Backlink row = ROWS.get(3);
        assertThat(MAPPER.treeToValue(MAPPER.valueToTree(row), Backlink.class)).isEqualTo(row);
        assertThat(MAPPER.convertValue(row, new TypeReference<Map<String, Object>>() {}))
                .containsEntry("attributes", List.of("ugc", "nofollow"));
    }

    record Report(String name, Optional<Backlink> best, List<Backlink> others) {}

    @Test
    void rowsWithinABeanAreRowsStill() {
        Report report = new Report("r", Optional.of(ROWS.get(4)), ROWS);
        String json = MAPPER.writeValueAsString(report);
        assertThat(json).startsWith("{\"name\":\"r\",\"best\":" + ROWS.get(4).toJson() + ",\"others\":[");
        assertThat(MAPPER.readValue(json, Report.class)).isEqualTo(report);
    }

    @Test
    void halfASurrogatePairIsWrittenAsTheLibraryDoes() {
        Backlink cut = Backlink.fromJson("{\"anchor\":\"cut \\ud83d\"}");
        assertThat(MAPPER.writeValueAsString(cut)).isEqualTo("{\"anchor\":\"cut \ufffd\"}");
        assertThat(MAPPER.readValue("{\"anchor\":\"cut \\ud83d\"}", Backlink.class))
                .isEqualTo(cut);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"x\"", "[]", "true", "{\"urlFrom\":\"x\"}"})
    void whatIsNoRowIsRefusedAsJacksonDoes(String json) {
        assertThatExceptionOfType(DatabindException.class).isThrownBy(() -> MAPPER.readValue(json, Backlink.class));
        assertThat(MAPPER.readValue("null", Backlink.class)).isNull();
    }

    @Test
    void aPageHasTheApisNamesAndNoCheckpoint() {
        String json = MAPPER.writeValueAsString(PAGE);
        assertThat(json)
                .startsWith("{\"number\":3,\"last\":true,\"total_count\":3300,\"items_count\":8,\"items\":[{},"
                        + ROWS.get(1).toJson())
                .endsWith("],\"cost\":0.050,\"task_id\":\"11231200-0001\"}")
                .doesNotContain(TOKEN, "checkpoint");
        BacklinksPage bare = BacklinksPage.builder(CHECKPOINT).build();
        assertThat(MAPPER.writeValueAsString(bare))
                .isEqualTo(
                        "{\"number\":1,\"last\":false,\"total_count\":null,\"items_count\":0,\"items\":[],\"cost\":null,"
                                + "\"task_id\":null}");
        assertThatExceptionOfType(DatabindException.class)
                .isThrownBy(() -> MAPPER.readValue(json, BacklinksPage.class))
                .withMessageContaining("BacklinksModule.withCheckpoints()");
        assertThatExceptionOfType(DatabindException.class)
                .isThrownBy(() -> WITH_CHECKPOINTS.readValue(json, BacklinksPage.class))
                .withMessageContaining("has no checkpoint");
        assertThatExceptionOfType(DatabindException.class).isThrownBy(() -> MAPPER.writeValueAsString(CHECKPOINT));
    }

    static Stream<Object> values() {
        return Stream.of(
                CHECKPOINT,
                PAGE,
                BacklinksPage.builder(CHECKPOINT).build(),
                PROGRESS,
                HarvestProgress.builder("a.example").build(),
                SUMMARY,
                HarvestSummary.builder(
                                HarvestStatus.FAILED,
                                HarvestProgress.builder("a.example").build())
                        .build());
    }

    @ParameterizedTest
    @MethodSource("values")
    void withCheckpointsEachValueThatIsReadAgainIsEqual(Object value) {
        Class<?> type = Stream.of(Checkpoint.class, BacklinksPage.class, HarvestProgress.class, HarvestSummary.class)
                .filter(one -> one.isInstance(value))
                .findFirst()
                .orElseThrow();
        String json = WITH_CHECKPOINTS.writeValueAsString(value);
        assertThat(WITH_CHECKPOINTS.readValue(json, type)).isEqualTo(value);
        String pretty = WITH_CHECKPOINTS.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        assertThat(WITH_CHECKPOINTS.readValue(pretty, type)).isEqualTo(value);
        String more = "{\"later\":{\"a\":[1]}," + json.substring(1);
        if (!(value instanceof Checkpoint)) {
            assertThat(WITH_CHECKPOINTS.readValue(more, type)).isEqualTo(value);
        }
    }

    @Test
    void aSummaryHasTheNamesOfTheCommandsAndNoCheckpoint() {
        String json = MAPPER.writeValueAsString(SUMMARY);
        assertThat(json)
                .startsWith(
                        "{\"status\":\"limited\",\"reason\":\"enough\",\"target\":\"forbes.com\",\"total_count\":90000,"
                                + "\"received\":45000,\"pages\":45,\"requests\":47,\"retries\":2,\"cost\":2.35,\"ranges\":["
                                + "{\"from\":null,\"to\":\"2024-01-01 00:00:00 +00:00\",\"received\":5,\"expected\":7,\"ended\":false},")
                .contains("\"distinct\":44990,\"repeated\":10,\"repeated_sample\":4,\"total_count_at_start\":90000,"
                        + "\"total_count_at_end\":90001,\"missing\":3,\"verdict\":\"gap\",\"finding\":\"rows are missing\","
                        + "\"strategy\":\"chain\",\"strategy_reason\":\"a grouping mode\",\"parallelism\":4,\"unpriced\":0.06,"
                        + "\"resumed_from\":{\"target\":\"forbes.com\"")
                .endsWith("\"unexpected_values\":6}")
                .doesNotContain(TOKEN, "checkpoint");
        assertThat(MAPPER.readValue(json, HarvestSummary.class))
                .isEqualTo(SUMMARY.toBuilder().checkpoint(null).build());
        assertThat(MAPPER.readValue(WITH_CHECKPOINTS.writeValueAsString(SUMMARY), HarvestSummary.class)
                        .checkpoint())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"status\":\"LIMITED\",\"target\":\"a\"}",
                "{\"status\":\"limited\"}",
                "{\"status\":\"limited\",\"target\":\"a\",\"ranges\":[{}]}",
                "{\"status\":\"limited\",\"target\":\"a\",\"ranges\":7}",
                "{\"status\":\"limited\",\"target\":\"a\",\"ranges\":[{\"to\":\"2024-02-30 00:00:00 +00:00\"}]}",
                "{\"status\":\"limited\",\"target\":\"a\",\"cost\":\"much\"}",
            })
    void whatIsNoSummaryIsRefusedAsJacksonDoes(String json) {
        assertThatExceptionOfType(tools.jackson.core.JacksonException.class)
                .isThrownBy(() -> MAPPER.readValue(json, HarvestSummary.class));
    }

    @Test
    void aBrokenCheckpointIsNotQuoted() {
        assertThatExceptionOfType(DatabindException.class)
                .isThrownBy(() ->
                        WITH_CHECKPOINTS.readValue("{\"version\":1,\"token\":\"" + TOKEN + "\"}", Checkpoint.class))
                .withMessageNotContaining(TOKEN);
    }

    @Test
    void itIsFoundAndGivesWayToOneThatIsAdded() {
        JsonMapper found = JsonMapper.builder().findAndAddModules().build();
        assertThat(found.writeValueAsString(ROWS.get(1))).isEqualTo(ROWS.get(1).toJson());
        assertThat(found.writeValueAsString(PAGE)).doesNotContain(TOKEN);
        JsonMapper own = JsonMapper.builder()
                .findAndAddModules()
                .addModule(BacklinksModule.withCheckpoints())
                .build();
        assertThat(own.readValue(own.writeValueAsString(PAGE), BacklinksPage.class))
                .isEqualTo(PAGE);
    }
}
