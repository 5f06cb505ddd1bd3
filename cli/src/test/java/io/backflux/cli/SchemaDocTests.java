package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class SchemaDocTests {

    private static final String WRITE = "backflux.schema.write";

    @Test
    void theDocumentIsWhatTheColumnsSay() throws IOException {
        String generated = SchemaDoc.generated();
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(SchemaDoc.FILE, generated);
        }
        assertThat(Files.exists(SchemaDoc.FILE) ? Files.readString(SchemaDoc.FILE) : "")
                .as("docs/schema.md must be what the columns say; this writes it anew:%nmvn -pl cli -am test"
                        + " -Dtest=SchemaDocTests -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE + "=true%n")
                .isEqualTo(generated);
    }

    @Test
    void itsLinesCanBeRead() throws IOException {
        assertThat(SchemaDoc.longLines(SchemaDoc.generated())).isEmpty();
    }
}
