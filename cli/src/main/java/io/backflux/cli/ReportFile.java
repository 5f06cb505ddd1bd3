package io.backflux.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Where {@code --report} writes a line for each target as it ends. It lies beside the file until all have ended, and then takes its place;
 * only a report is replaced.
 */
final class ReportFile implements Closeable {

    private static final List<String> COLUMNS = List.of(
            "line",
            "target",
            "status",
            "rows",
            "cost",
            "requests",
            "unsettled_requests",
            "verdict",
            "code",
            "reason",
            "file");

    /** More of a delta. */
    private static final List<String> DELTA_COLUMNS = List.of("since", "added", "lost", "came_and_went");

    private static final String NOT_BEGUN = "not_begun";
    private static final String LOST = "lost";
    private static final String LOST_REASON = "answers that a kill or a stop has lost, by the account's balance";

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final Path path;
    private final Path temporary;
    private final boolean csv;
    private final boolean delta;
    private @Nullable Writer out;

    private ReportFile(Path path, boolean csv, boolean delta) {
        this.path = path;
        this.temporary = path.resolveSibling(path.getFileName() + ".tmp");
        this.csv = csv;
        this.delta = delta;
    }

    /**
     * @param delta whether it counts what has changed
     * @throws IllegalArgumentException if it is no file's name, has another ending, or something else than a report would be lost
     * @throws UnwritableException if it can't be written
     */
    static ReportFile of(String name, boolean delta) {
        Path path = Outputs.path("--report", name);
        String lower = name.toLowerCase(Locale.ROOT);
        boolean csv = lower.endsWith(".csv");
        if (!csv && !lower.endsWith(".ndjson") && !lower.endsWith(".jsonl")) {
            throw new IllegalArgumentException("--report must end in .ndjson or .csv, was " + name);
        }
        ReportFile report = new ReportFile(path, csv, delta);
        try {
            report.check();
        } catch (IOException e) {
            throw new UnwritableException(name, e);
        }
        return report;
    }

    private void check() throws IOException {
        Path folder = StateFile.folderOf(path);
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(path.toString());
        }
        if (Files.isDirectory(path)) {
            throw new FileSystemException(path.toString(), null, "it is a folder");
        }
        if (!Files.isWritable(folder) || (Files.exists(path) && !Files.isWritable(path))) {
            throw new AccessDeniedException(path.toString());
        }
        if (Files.exists(path) && Files.size(path) > 0 && !isReport()) {
            throw new FileRefusedException("--report would overwrite " + path
                    + ", which isn't a report; take another name, or move that file away");
        }
    }

    private boolean isReport() throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            String first = lines.readLine();
            return first != null
                    && (first.equals(String.join(",", columns(false)))
                            || first.equals(String.join(",", columns(true)))
                            || first.startsWith("{\"line\":"));
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static List<String> columns(boolean delta) {
        List<String> columns = new ArrayList<>(COLUMNS);
        columns.addAll(delta ? DELTA_COLUMNS : List.of());
        return columns;
    }

    /** As people know it, without its folders. */
    String name() {
        return String.valueOf(path.getFileName());
    }

    /** Whether that is where it goes, by whatever name. */
    boolean isAt(Path file) {
        return Outputs.location(path).identity().equals(Outputs.location(file).identity());
    }

    /** Begins it anew. */
    void open() {
        try {
            Writer opened = new BufferedWriter(Files.newBufferedWriter(temporary));
            out = opened;
            if (csv) {
                opened.write(csv(columns(delta)));
            }
        } catch (IOException e) {
            throw new UnwritableException(temporary.toString(), e);
        }
    }

    /** Nobody writes it any more. */
    void add(ListedTarget target, Outcome outcome, Ledger.Entry entry) {
        Writer opened = out;
        if (opened == null) {
            return;
        }
        try {
            opened.write(csv ? csv(filled(cells(target, outcome, entry))) : json(target, outcome, entry));
        } catch (IOException e) {
            throw new UnwritableException(temporary.toString(), e);
        }
    }

    /**
     * A line of no target, so that the costs of all lines add up to what was billed.
     *
     * @param cost of requests whose answers a kill has lost, of whatever target, in USD; 0 for no line
     */
    void addLost(BigDecimal cost) {
        Writer opened = out;
        if (opened == null || cost.signum() == 0) {
            return;
        }
        try {
            opened.write(
                    csv
                            ? csv(filled(
                                    List.of("", "", LOST, "", cost.toPlainString(), "", "", "", "", LOST_REASON, "")))
                            : lostJson(cost));
        } catch (IOException e) {
            throw new UnwritableException(temporary.toString(), e);
        }
    }

    private List<String> filled(List<String> cells) {
        List<String> all = new ArrayList<>(cells);
        all.addAll(Collections.nCopies(columns(delta).size() - cells.size(), ""));
        return all;
    }

    private static String lostJson(BigDecimal cost) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeNullProperty("line");
            json.writeNullProperty("target");
            json.writeStringProperty("status", LOST);
            json.writeNumberProperty("cost", cost);
            json.writeStringProperty("reason", LOST_REASON);
            json.writeEndObject();
        }
        return line.append('\n').toString();
    }

    static String status(Outcome outcome) {
        return outcome.begun() || outcome.error() != null
                ? outcome.status().name().toLowerCase(Locale.ROOT)
                : NOT_BEGUN;
    }

    /** Rows that were harvested before there was a ledger have what their checkpoint says. */
    static BigDecimal cost(Outcome outcome, Ledger.Entry entry) {
        return entry.requests() == 0 ? outcome.progress().cost() : entry.cost();
    }

    private static int requests(Outcome outcome, Ledger.Entry entry) {
        return entry.requests() == 0 ? outcome.progress().requests() : entry.requests();
    }

    /** Nobody has looked at what an earlier run may have brought where this one has not come to it. */
    private static @Nullable Long rows(Outcome outcome) {
        return status(outcome).equals(NOT_BEGUN)
                ? null
                : Long.valueOf(outcome.progress().received());
    }

    private static @Nullable String verdict(Outcome outcome) {
        return outcome.begun() && outcome.isProofOfFile() ? outcome.verdictWord() : null;
    }

    private static String reason(Outcome outcome) {
        Throwable error = outcome.error();
        return error == null ? outcome.reason() : Failure.words(error);
    }

    /** Where nothing was looked at, nothing is known of it. */
    private static @Nullable Changes changes(Outcome outcome) {
        return status(outcome).equals(NOT_BEGUN) ? null : outcome.changes();
    }

    private static List<String> cells(ListedTarget target, Outcome outcome, Ledger.Entry entry) {
        Integer code = outcome.code();
        String verdict = verdict(outcome);
        Long rows = rows(outcome);
        List<String> cells = new ArrayList<>(List.of(
                Long.toString(target.line()),
                target.target(),
                status(outcome),
                rows == null ? "" : Long.toString(rows),
                cost(outcome, entry).toPlainString(),
                Integer.toString(requests(outcome, entry)),
                Integer.toString(entry.unsettled()),
                verdict == null ? "" : verdict,
                code == null ? "" : Integer.toString(code),
                reason(outcome),
                outcome.file()));
        Changes changes = changes(outcome);
        if (changes != null) {
            cells.addAll(List.of(
                    String.valueOf(changes.since()),
                    Long.toString(changes.added()),
                    Long.toString(changes.lost()),
                    Long.toString(changes.cameAndWent())));
        }
        return cells;
    }

    private static String csv(List<String> cells) {
        StringWriter line = new StringWriter();
        try (CsvWriter writer =
                CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(line)) {
            writer.writeRecord(cells);
        } catch (IOException e) {
            throw new IllegalStateException("a text can be written", e);
        }
        return line.toString();
    }

    private static String json(ListedTarget target, Outcome outcome, Ledger.Entry entry) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeNumberProperty("line", target.line());
            json.writeStringProperty("target", target.target());
            json.writeStringProperty("status", status(outcome));
            JsonFile.count(json, "rows", rows(outcome));
            json.writeNumberProperty("cost", cost(outcome, entry));
            json.writeNumberProperty("requests", requests(outcome, entry));
            json.writeNumberProperty("unsettled_requests", entry.unsettled());
            json.writeStringProperty("verdict", verdict(outcome));
            Integer code = outcome.code();
            JsonFile.count(json, "code", code == null ? null : code.longValue());
            json.writeStringProperty("reason", reason(outcome));
            json.writeStringProperty("file", outcome.file());
            JsonFile.changes(json, changes(outcome));
            json.writeEndObject();
        }
        return line.append('\n').toString();
    }

    /** All targets are in it. */
    void finish() {
        try {
            close();
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UnwritableException(path.toString(), e);
        }
    }

    @Override
    public void close() throws IOException {
        Writer opened = out;
        out = null;
        if (opened != null) {
            opened.close();
        }
    }
}
