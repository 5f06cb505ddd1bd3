package io.backflux.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.Backlink;
import io.backflux.Extras;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tools.jackson.databind.JsonNode;

/**
 * The vendor's own texts, which are not ours to publish: run with {@code -Dbackflux.reference=FOLDER}, a folder that
 * holds the document as {@code vendor-document.txt} and a real answer as {@code corpus/real-page-100-rows.json}.
 */
@EnabledIfSystemProperty(named = "backflux.reference", matches = ".+")
class ReferenceAnswerTests {

    private static final Path FOLDER = Path.of(System.getProperty("backflux.reference", "."));

    @Test
    void theRealPageWrittenOutAgainEqualsWhatCameIn() throws IOException {
        byte[] answer = Files.readAllBytes(FOLDER.resolve("corpus/real-page-100-rows.json"));

        List<Backlink> rows = Answers.read(answer);

        assertThat(rows).hasSize(100).allSatisfy(row -> assertThat(row.extras()).isSameAs(Extras.NONE));
        JsonNode items = Answers.items(answer);
        for (int i = 0; i < 100; i++) {
            assertThat(Answers.tree(rows.get(i).toJson())).isEqualTo(items.get(i));
        }
    }

    @Test
    void theDocumentsSampleIsRefusedForItsMissingComma() throws IOException {
        byte[] sample = Answers.utf8(sample());

        assertThatThrownBy(() -> Answers.read(sample)).isInstanceOfSatisfying(UnreadableAnswer.class, error -> {
            assertThat(error.path()).isEqualTo("$.tasks[0].result[0].items[0].url_to_redirect_target");
            assertThat(error.byteOffset()).isPositive();
            assertThat(error).hasMessageContaining("comma");
        });
    }

    @Test
    void theDocumentsSampleWithItsCommasReadsAsFiveRows() throws IOException {
        String mended = sample().replaceAll("(\"url_to_redirect_target\": [^\n]*[^,\n])\n", "$1,\n");
        byte[] answer = Answers.utf8(mended);

        List<Backlink> rows = Answers.read(answer);

        assertThat(rows).hasSize(5);
        JsonNode items = Answers.items(answer);
        for (int i = 0; i < 5; i++) {
            assertThat(Answers.tree(rows.get(i).toJson())).isEqualTo(items.get(i));
        }
    }

    private static String sample() throws IOException {
        String document = Files.readString(FOLDER.resolve("vendor-document.txt"));
        int start = document.indexOf("{\n    \"version\"");
        return document.substring(start, document.indexOf("\n}\n", start) + 2);
    }
}
