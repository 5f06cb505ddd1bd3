package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void aParquetFileHasTheTypesThatItNames(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("rows.parquet");
        assertThat(new CommandRun().execute("harvest", "a.com", "--simulate", "10", "--out", file.toString()))
                .isZero();
        List<String> named = SchemaDoc.generated()
                .lines()
                .filter(line -> line.matches("\\| [a-z_0-9]+ \\| .*"))
                .map(line -> line.split(" *\\| *"))
                .map(cells -> cells[1] + "|" + cells[4])
                .toList();
        try (Duck duck = new Duck()) {
            List<String> types = duck.rows(
                    "SELECT column_name, column_type FROM (DESCRIBE SELECT * EXCLUDE extras FROM '" + file + "')");
            assertThat(types.stream()
                            .map(type -> type.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")
                                    .replaceAll("STRUCT\\(.*\\)", "STRUCT")))
                    .isEqualTo(named);
        }
    }

    @Test
    void itsLinesCanBeRead() throws IOException {
        assertThat(SchemaDoc.longLines(SchemaDoc.generated())).isEmpty();
    }
}
