package io.backflux.flink;

import io.backflux.BacklinksQuery;
import io.backflux.BacklinksStatus;
import io.backflux.CustomMode;
import io.backflux.Filter;
import io.backflux.Mode;
import io.backflux.OrderBy;
import io.backflux.RankScale;
import io.backflux.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of a checkpoint as bytes, each optional one behind a byte that says whether it is there. */
final class StateBytes {

    private static final int LONGEST_TEXT = 1 << 24;

    private StateBytes() {}

    /** Writes a value. */
    @FunctionalInterface
    interface Writer<T> {
        void write(DataOutputStream out, T value) throws IOException;
    }

    /** Reads a value. */
    @FunctionalInterface
    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    static <T> byte[] toBytes(T value, Writer<T> writer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writer.write(out, value);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IOException if the version is another, or the bytes are not just such a value; without what they hold
     */
    static <T> T fromBytes(String what, int known, int version, byte[] bytes, Reader<T> reader) throws IOException {
        if (version != known) {
            throw new IOException("%s in the checkpoint is of version %d, and this release reads version %d"
                    .formatted(what, version, known));
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        T value;
        try {
            value = reader.read(in);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new IOException(what + " in the checkpoint is unreadable, of " + bytes.length + " bytes", e);
        }
        if (in.available() > 0) {
            throw new IOException("%s in the checkpoint has %d bytes too many".formatted(what, in.available()));
        }
        return value;
    }

    static <T> void optional(DataOutputStream out, @Nullable T value, Writer<T> writer) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            writer.write(out, value);
        }
    }

    static <T> @Nullable T optional(DataInputStream in, Reader<T> reader) throws IOException {
        return flag(in) ? reader.read(in) : null;
    }

    static boolean flag(DataInputStream in) throws IOException {
        int flag = in.readUnsignedByte();
        if (flag > 1) {
            throw new IOException("neither yes nor no: " + flag);
        }
        return flag == 1;
    }

    static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[length(in, LONGEST_TEXT, 1)];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** How many elements follow: no more than there are bytes for. */
    static int length(DataInputStream in, int most, int bytesEach) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > most || (long) length * bytesEach > in.available()) {
            throw new IOException("a length of " + length + " with " + in.available() + " bytes left");
        }
        return length;
    }

    static <T> void list(DataOutputStream out, List<T> values, Writer<T> writer) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            writer.write(out, value);
        }
    }

    static <T> List<T> list(DataInputStream in, Reader<T> reader) throws IOException {
        int length = length(in, Integer.MAX_VALUE, 1);
        List<T> values = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            values.add(reader.read(in));
        }
        return values;
    }

    static void query(DataOutputStream out, BacklinksQuery query) throws IOException {
        text(out, query.target());
        optional(out, query.mode(), (to, mode) -> text(to, mode.apiName()));
        optional(out, query.customMode(), (to, mode) -> {
            text(to, mode.field());
            to.writeInt(mode.value());
        });
        optional(out, query.filters(), (to, filters) -> text(to, filters.toJson()));
        list(out, query.orderBy(), (to, rule) -> text(to, rule.apiForm()));
        optional(out, query.offset(), DataOutputStream::writeInt);
        out.writeInt(query.limit());
        optional(out, query.backlinksStatusType(), (to, status) -> text(to, status.apiName()));
        optional(out, query.includeSubdomains(), DataOutputStream::writeBoolean);
        optional(out, query.includeIndirectLinks(), DataOutputStream::writeBoolean);
        optional(out, query.excludeInternalBacklinks(), DataOutputStream::writeBoolean);
        optional(out, query.rankScale(), (to, scale) -> text(to, scale.apiName()));
        optional(out, query.tag(), StateBytes::text);
    }

    static BacklinksQuery query(DataInputStream in) throws IOException {
        BacklinksQuery.Builder query = BacklinksQuery.builder(text(in));
        String mode = optional(in, StateBytes::text);
        if (mode != null) {
            query.mode(Mode.of(mode));
        }
        CustomMode customMode = optional(in, from -> new CustomMode(text(from), from.readInt()));
        if (customMode != null) {
            query.customMode(customMode);
        }
        String filters = optional(in, StateBytes::text);
        if (filters != null) {
            query.filters(Filter.parse(filters));
        }
        query.orderBy(list(in, from -> OrderBy.parse(text(from))));
        Integer offset = optional(in, DataInputStream::readInt);
        if (offset != null) {
            query.offset(offset);
        }
        query.limit(in.readInt());
        return linksOf(in, query).build();
    }

    private static BacklinksQuery.Builder linksOf(DataInputStream in, BacklinksQuery.Builder query) throws IOException {
        String status = optional(in, StateBytes::text);
        if (status != null) {
            query.backlinksStatusType(BacklinksStatus.of(status));
        }
        Boolean subdomains = optional(in, StateBytes::flag);
        if (subdomains != null) {
            query.includeSubdomains(subdomains);
        }
        Boolean indirect = optional(in, StateBytes::flag);
        if (indirect != null) {
            query.includeIndirectLinks(indirect);
        }
        Boolean internal = optional(in, StateBytes::flag);
        if (internal != null) {
            query.excludeInternalBacklinks(internal);
        }
        String scale = optional(in, StateBytes::text);
        if (scale != null) {
            query.rankScale(RankScale.of(scale));
        }
        String tag = optional(in, StateBytes::text);
        return tag == null ? query : query.tag(tag);
    }

    static void range(DataOutputStream out, Range range) throws IOException {
        optional(out, range.from(), StateBytes::second);
        optional(out, range.to(), StateBytes::second);
    }

    static Range range(DataInputStream in) throws IOException {
        return new Range(optional(in, StateBytes::second), optional(in, StateBytes::second));
    }

    static void second(DataOutputStream out, Instant second) throws IOException {
        out.writeLong(second.getEpochSecond());
    }

    static Instant second(DataInputStream in) throws IOException {
        return Instant.ofEpochSecond(in.readLong());
    }

    static void dollars(DataOutputStream out, BigDecimal dollars) throws IOException {
        text(out, dollars.toPlainString());
    }

    static BigDecimal dollars(DataInputStream in) throws IOException {
        return new BigDecimal(text(in));
    }

    static void report(DataOutputStream out, SplitReport report) throws IOException {
        out.writeLong(report.rows());
        out.writeInt(report.pages());
        out.writeInt(report.requests());
        dollars(out, report.cost());
        optional(out, report.total(), DataOutputStream::writeLong);
        text(out, report.verdict().name());
        text(out, report.finding());
        optional(out, report.failure(), StateBytes::text);
    }

    static SplitReport report(DataInputStream in) throws IOException {
        return new SplitReport(
                in.readLong(),
                in.readInt(),
                in.readInt(),
                dollars(in),
                optional(in, DataInputStream::readLong),
                Verdict.valueOf(text(in)),
                text(in),
                optional(in, StateBytes::text));
    }
}
