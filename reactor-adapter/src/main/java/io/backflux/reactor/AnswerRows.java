package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.wire.PageReader;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The rows of one answer, as they are polled; all of them may be read before that. For the drain only. */
final class AnswerRows {

    private final PageReader reader;
    private final Queue<ReadRow> ahead = new ArrayDeque<>();
    private long unexpected;

    /**
     * A row that was read.
     *
     * @param unexpected values so far, with its own, that were of another type than their field's
     */
    private record ReadRow(Backlink row, long unexpected) {}

    AnswerRows(PageReader reader) {
        this.reader = reader;
    }

    /** The next row; null where none is whole. */
    @Nullable Backlink poll() {
        ReadRow early = ahead.poll();
        Backlink row = early == null ? reader.poll() : early.row();
        unexpected = early == null ? reader.unexpectedValues() : early.unexpected();
        return row;
    }

    /** Reads what can be read before it is polled: all rows that have not been. */
    List<Backlink> readAhead() {
        for (Backlink row = reader.poll(); row != null; row = reader.poll()) {
            ahead.add(new ReadRow(row, reader.unexpectedValues()));
        }
        return ahead.stream().map(ReadRow::row).toList();
    }

    /** Whether nothing was read that has not been polled. */
    boolean isAllPolled() {
        return ahead.isEmpty();
    }

    /** Rows that were polled. */
    int polled() {
        return reader.rows() - ahead.size();
    }

    /** Values in the rows that were polled that were of another type than their field's. */
    long unexpectedValues() {
        return unexpected;
    }

    /**
     * What it holds: the answer as it came, what reading takes, and the rows that were read ahead.
     *
     * @param rowsBytes what is held of the rows that were emitted
     */
    long bytesHeld(long rowsBytes) {
        long reading = Math.max(RoomClaim.READING, reader.readingBytes() + rowsBytes);
        return reader.waitingBytes() + reading + ahead.size() * ReadyRows.BYTES;
    }

    void close() {
        ahead.clear();
    }
}
