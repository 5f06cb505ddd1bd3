package io.backflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.ColumnType.ListOf;
import io.backflux.ColumnType.Scalar;
import io.backflux.ColumnType.Struct;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BacklinkColumnTests {

    private static final Map<Class<?>, ColumnType> SCALARS = Map.of(
            String.class, Scalar.TEXT,
            Boolean.class, Scalar.BOOLEAN,
            Integer.class, Scalar.INTEGER,
            Long.class, Scalar.LONG,
            Instant.class, Scalar.TIMESTAMP);

    private static final String JSON = """
            {"type":"backlink","rank":7,"first_seen":"2023-02-10 16:15:27 +00:00","links_count":8,"dofollow":true,
            "attributes":["nofollow"],"ranked_keywords_info":{"page_from_keywords_count_top_3":1,
            "page_from_keywords_count_top_10":2,"page_from_keywords_count_top_100":3},
            "indirect_link_path":[{"type":"redirect","status_code":301,"url":"https://a.com/"}]}
            """;

    private final Backlink row = Backlink.fromJson(JSON);

    @Test
    void thereIsAColumnForEachComponentInItsOrder() {
        List<String> components = Arrays.stream(Backlink.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !name.equals("extras"))
                .toList();
        assertThat(BacklinkColumn.values())
                .extracting(column -> column.apiName().replace("_", ""))
                .isEqualTo(components.stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("EnumOrdinal") // Its place is meant.
    void theTypeIsThatOfTheComponent(BacklinkColumn column) {
        RecordComponent component = Backlink.class
                .getRecordComponents()[List.of(BacklinkColumn.values()).indexOf(column)];
        ColumnType scalar = SCALARS.get(component.getType());
        if (scalar != null) {
            assertThat(column.type()).isEqualTo(scalar);
        } else if (component.getType() == List.class) {
            assertThat(column.type()).isInstanceOf(ListOf.class);
        } else {
            assertThat(column.type()).isInstanceOf(Struct.class);
        }
    }

    @Test
    void valuesAreReadByName() {
        assertThat(of("type")).isEqualTo("backlink");
        assertThat(of("rank")).isEqualTo(7);
        assertThat(of("first_seen")).isEqualTo(Instant.parse("2023-02-10T16:15:27Z"));
        assertThat(of("links_count")).isEqualTo(8L);
        assertThat(of("dofollow")).isEqualTo(true);
        assertThat(of("attributes")).isEqualTo(List.of("nofollow"));
        assertThat(of("anchor")).isNull();
        assertThat(BacklinkColumn.named("urlFrom")).isNull();
    }

    @Test
    void partsOfStructsAreReadByName() {
        assertThat(parts(BacklinkColumn.RANKED_KEYWORDS_INFO.type(), of("ranked_keywords_info")))
                .containsExactly(
                        "page_from_keywords_count_top_3=1",
                        "page_from_keywords_count_top_10=2",
                        "page_from_keywords_count_top_100=3");
        ListOf path = (ListOf) BacklinkColumn.INDIRECT_LINK_PATH.type();
        Object link = ((List<?>) Objects.requireNonNull(of("indirect_link_path"))).get(0);
        assertThat(parts(path.element(), link))
                .containsExactly("type=redirect", "status_code=301", "url=https://a.com/");
    }

    private @Nullable Object of(String name) {
        return Objects.requireNonNull(BacklinkColumn.named(name)).of(row);
    }

    private static List<String> parts(ColumnType type, @Nullable Object value) {
        Object struct = Objects.requireNonNull(value);
        return ((Struct) type)
                .parts().stream()
                        .map(part -> part.name() + "=" + part.value().apply(struct))
                        .toList();
    }
}
