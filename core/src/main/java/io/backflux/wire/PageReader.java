package io.backflux.wire;

import io.backflux.Backlink;
import io.backflux.ParseLimits;
import io.backflux.wire.UnreadableAnswer.Reason;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one answer from chunks of bytes as they arrive, split anywhere, and returns a row when asked for one, if the
 * whole of it is here.
 *
 * <p>Rows are parsed with Jackson's blocking parser, which is faster than its non-blocking one, on a window of the bytes
 * that have come.
 *
 * <p>What is wrong with an answer is reported once the rows before it have been read, wherever the bytes were split: by
 * {@link #failure()}. Not for use by several threads at once.
 */
public final class PageReader implements AutoCloseable {

    private static final String ROOT = "$";
    private static final String ROWS_PATH = "$.tasks[0].result[0].items";

    private enum Part {
        HEAD,
        ROWS,
        TAIL,
        END
    }

    private final AnswerBytes input;
    private final EnvelopeReader envelope;
    private final RowParser rowParser;
    private final RowSlice slice;
    private final RowGaps gaps;
    private Part part = Part.HEAD;
    private @Nullable UnreadableAnswer failure;

    PageReader(ParseLimits limits, int mostRows, JsonFactory envelopeJson, JsonFactory rowJson) {
        this.input = new AnswerBytes(limits);
        this.envelope = new EnvelopeReader(input, envelopeJson);
        this.rowParser = new RowParser(new RawJson(rowJson), limits.maxStringLength());
        this.slice = new RowSlice(input, rowJson, rowParser, ROWS_PATH);
        this.gaps = new RowGaps(input, slice, mostRows, ROWS_PATH);
    }

    /** Takes the bytes that have come; the buffer is free again on return. */
    public void feed(ByteBuffer chunk) {
        if (failure != null || input.hasBadByte()) {
            return;
        }
        int count = chunk.remaining();
        if (!input.receive(count)) {
            failure = input.tooLong(part == Part.HEAD ? ROOT : ROWS_PATH);
            return;
        }
        if (!input.hasRoom(count)) {
            slice.leave();
            input.makeRoom(count);
        }
        input.append(chunk);
        if (input.hasBadByte()) {
            end();
        }
        settle();
    }

    /** No more bytes will come. What is unread and not whole is an error from now on. */
    public void endOfInput() {
        end();
        if (input.isEmpty()) {
            failure = new UnreadableAnswer(Reason.MALFORMED, "the answer is empty", ROOT, 0);
        }
        settle();
    }

    private void end() {
        input.end();
        slice.close();
    }

    /** What is wrong with the answer; null where nothing is, as far as it has been read. */
    public @Nullable UnreadableAnswer failure() {
        return failure;
    }

    /** Whether the rows have begun, or the whole answer has been read: {@link #envelope()} has what stood before them. */
    public boolean headRead() {
        return part != Part.HEAD;
    }

    /** What has been read of the answer around its rows. */
    public PageEnvelope envelope() {
        return envelope.envelope(gaps.nullRows());
    }

    /** Whether all has been read: each row, and what follows them. */
    public boolean ended() {
        return part == Part.END && failure == null;
    }

    /** Rows read so far. */
    public int rows() {
        return gaps.rows();
    }

    /** Values read so far that were of another type than their field's. */
    public long unexpectedValues() {
        return rowParser.unexpectedValues();
    }

    /** The next row; null where it is not whole yet, or can't be read, or there is no more. */
    public @Nullable Backlink poll() {
        if (failure != null || part != Part.ROWS) {
            return null;
        }
        try {
            if (!slice.isOpenAt(gaps.elements())) {
                return null;
            }
            Backlink row = slice.parse();
            if (row != null) {
                gaps.passRow();
            }
            settle();
            return row;
        } catch (UnreadableAnswer unreadable) {
            failure = unreadable;
            return null;
        }
    }

    /** Drops what is held. Nothing can be read any more. */
    @Override
    public void close() {
        slice.close();
        part = Part.END;
    }

    /** Reads on as far as possible without parsing a row. */
    private void settle() {
        if (failure != null) {
            return;
        }
        try {
            if (part == Part.HEAD) {
                readHead();
            }
            if (part == Part.ROWS && gaps.standsAtEndOfRows()) {
                slice.close();
                part = Part.TAIL;
            }
            if (part == Part.TAIL && envelope.readTail(ROWS_PATH) == EnvelopeReader.Next.END) {
                part = Part.END;
            }
            if (part == Part.END && input.hasHidden()) {
                throw input.notText(ROOT);
            }
        } catch (UnreadableAnswer unreadable) {
            failure = unreadable; // Not thrown: the row before it is still to be read.
            if (part == Part.HEAD) {
                envelope.keepHeadBefore(unreadable);
            }
        }
    }

    private void readHead() {
        part = switch (envelope.readHead()) {
            case MORE_OF_IT -> Part.HEAD;
            case ROWS -> Part.ROWS;
            case END -> Part.END;
        };
    }
}
