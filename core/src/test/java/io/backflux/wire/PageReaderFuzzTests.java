package io.backflux.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.backflux.Backlink;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Any bytes as an answer, in any chunks. A build runs the inputs that are kept; CONTRIBUTING.md says how to look for more.
 *
 * <p>An input is a letter that says where its text stands in an answer, one that says how the answer is split, and the text.
 */
class PageReaderFuzzTests {

    private static final PageFormat FORMAT = new PageFormat(JsonCase.LIMITS);

    @FuzzTest
    @DictionaryFile(resourcePath = "answer-words.dict")
    void anythingIsReadOrRefused(byte[] input) {
        if (input.length < 2) {
            return;
        }
        String text = new String(input, 2, input.length - 2, ISO_8859_1);
        byte[] answer = template(input[0]).replace("?", text).getBytes(ISO_8859_1);

        Reading whole = Reading.of(FORMAT.newReader(), answer);

        Reading split = Reading.byChance(FORMAT.newReader(), answer, new Random(input[1]));
        assertThat(split).isEqualTo(whole);
        whole.rows().forEach(PageReaderFuzzTests::assertKept);
        if (whole.refusal() == null) {
            assertAllCame(whole.rows(), answer);
        }
    }

    private static String template(byte place) {
        return switch (place) {
            case 'i' -> "{\"tasks\":[{\"result\":[{\"items\":[?]}]}]}";
            case 'r' -> "{\"tasks\":[{\"result\":[{\"items\":[{\"rank\":1},{?},{\"rank\":3}]}]}]}";
            case 'e' -> "{?,\"tasks\":[{\"result\":[{\"items\":[{\"rank\":1}]}]}],?}";
            default -> "?";
        };
    }

    /** Written and read once more it is the same row, and nothing in it is over the limits. */
    private static void assertKept(Backlink row) {
        String json = row.toExactJson();
        Backlink again = Backlink.fromJson(json);
        assertThat(again).isEqualTo(row);
        assertThat(again.toExactJson()).isEqualTo(json);
        assertWithinLimits(ExactJson.of(json));
    }

    private static void assertWithinLimits(Object value) {
        if (value instanceof Map<?, ?> object) {
            assertThat(object.keySet())
                    .allSatisfy(name ->
                            assertThat((String) name).hasSizeLessThanOrEqualTo(JsonCase.LIMITS.maxNameLength()));
            object.values().forEach(PageReaderFuzzTests::assertWithinLimits);
        } else if (value instanceof List<?> array) {
            array.forEach(PageReaderFuzzTests::assertWithinLimits);
        } else if (value instanceof String text) {
            assertThat(text).hasSizeLessThanOrEqualTo(JsonCase.LIMITS.maxStringLength());
        }
    }

    /** What was read is JSON to another reader too, and has the same rows. */
    private static void assertAllCame(List<Backlink> rows, byte[] answer) {
        byte[] json = Arrays.copyOfRange(answer, JsonFormat.byteOrderMark(answer, 0, answer.length), answer.length);
        ExactJson.check(json);
        Object tree = ExactJson.ofUnambiguous(json);
        if (tree != null) {
            assertThat(rows.stream().map(row -> ExactJson.of(row.toExactJson())).toList())
                    .isEqualTo(items(tree));
        }
    }

    private static List<?> items(Object answer) {
        return in(first(in(first(in(answer, "tasks")), "result")), "items") instanceof List<?> items
                ? items.stream().filter(Map.class::isInstance).toList()
                : List.of();
    }

    private static @Nullable Object in(@Nullable Object value, String name) {
        return value instanceof Map<?, ?> object ? object.get(name) : null;
    }

    private static @Nullable Object first(@Nullable Object value) {
        return value instanceof List<?> array && !array.isEmpty() ? array.get(0) : null;
    }
}
