package io.backflux.flink;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes how each target ended, a line of JSON each.
 *
 * @param path of any file system that Flink has; null for the log alone
 */
record ReportOutput(@Nullable String path) implements Serializable {

    private static final Logger LOG = LoggerFactory.getLogger(ReportOutput.class);

    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    /**
     * Makes the folder, before anything is paid.
     *
     * @throws SuppressRestartsException if the path is none, or Flink has no such file system
     */
    void prepare() throws IOException {
        if (path != null) {
            try {
                Path folder = new Path(path).getParent();
                if (folder != null) {
                    folder.getFileSystem().mkdirs(folder);
                }
            } catch (IllegalArgumentException | UnsupportedFileSystemSchemeException e) {
                throw new SuppressRestartsException(
                        new IllegalArgumentException("the report can't be written to " + path, e));
            }
        }
    }

    /** Instead of what is there. Where that fails all is paid and read, so the lines go into the log. */
    void write(List<TargetReport> reports) {
        for (TargetReport report : reports) {
            LOG.info(
                    "{}: {} rows by {} requests for ${}, {}: {}",
                    report.target(),
                    report.rows(),
                    report.requests(),
                    report.cost().toPlainString(),
                    report.verdict(),
                    report.finding());
        }
        if (path != null) {
            try {
                writeTo(new Path(path), reports);
            } catch (IOException e) {
                LOG.error("the report could not be written to {}, so it follows:\n{}", path, lines(reports), e);
            }
        }
    }

    private static String lines(List<TargetReport> reports) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (TargetReport report : reports) {
            try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), lines)) {
                write(json, report);
            }
            lines.write('\n');
        }
        return lines.toString(StandardCharsets.UTF_8);
    }

    private static void writeTo(Path path, List<TargetReport> reports) throws IOException {
        FileSystem files = path.getFileSystem();
        Path folder = path.getParent();
        if (folder != null) {
            files.mkdirs(folder);
        }
        try (OutputStream out = files.create(path, WriteMode.OVERWRITE)) {
            out.write(lines(reports).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void write(JsonGenerator json, TargetReport report) {
        json.writeStartObject();
        json.writeStringProperty("target", report.target());
        json.writeStringProperty("status", report.failure() == null ? "complete" : "failed");
        json.writeNumberProperty("rows", report.rows());
        json.writeNumberProperty("ranges", report.ranges());
        json.writeNumberProperty("requests", report.requests());
        json.writeNumberProperty("cost", new BigDecimal(report.cost().toPlainString()));
        number(json, "total_at_start", report.totalAtStart());
        number(json, "total_at_end", report.totalAtEnd());
        json.writeStringProperty("verdict", report.verdict().name());
        json.writeStringProperty("finding", report.finding());
        if (report.failure() != null) {
            json.writeStringProperty("failure", report.failure());
        }
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, @Nullable Long value) {
        if (value != null) {
            json.writeNumberProperty(name, value);
        }
    }
}
