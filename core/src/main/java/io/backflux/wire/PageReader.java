package io.backflux.wire;

import io.backflux.Backlink;
import io.backflux.ParseLimits;
import io.backflux.wire.UnreadableAnswer.Reason;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one answer from chunks of bytes as they arrive, split anywhere, packed with gzip or not, and returns a row when asked
 * for one, if the whole of it is here.
 *
 * <p>What stands around the rows is read as it comes. Bytes behind the beginning of a row that nobody has asked for wait as
 * they came, packed where they came so; a piece of them at a time is unpacked and read as rows are asked for.
 *
 * <p>Rows are parsed with Jackson's blocking parser, which is faster than its non-blocking one, on a window of the bytes
 * that were taken.
 *
 * <p>What is wrong with an answer is reported once the rows before it have been read, wherever the bytes were split: by
 * {@link #failure()}. To be closed, as what unpacks holds memory outside of the heap. Not for use by several threads at once.
 */
public final class PageReader implements AutoCloseable {

    private static final String ROOT = "$";
    private static final String ROWS_PATH = "$.tasks[0].result[0].items";

    /** Names, words and texts that came before, and what unpacks. */
    private static final long TABLES = 32 << 10;

    private enum Part {
        HEAD,
        ROWS,
        TAIL,
        END
    }

    private final ArrivedBytes arrived = new ArrivedBytes();
    private final Supplier<Inflater> inflaters;
    private final AnswerBytes input;
    private final EnvelopeReader envelope;
    private final RowParser rowParser;
    private final RowSlice slice;
    private final RowGaps gaps;
    private Part part = Part.HEAD;
    private boolean allCame;
    private boolean isRowWanted;
    private @Nullable UnreadableAnswer failure;

    PageReader(
            ParseLimits limits,
            int mostRows,
            JsonFactory envelopeJson,
            JsonFactory rowJson,
            Supplier<Inflater> inflaters,
            Selection selection) {
        this.inflaters = inflaters;
        this.input = new AnswerBytes(limits);
        this.envelope = new EnvelopeReader(input, envelopeJson);
        this.rowParser = new RowParser(new RawJson(rowJson), limits.maxStringLength(), selection);
        this.slice = new RowSlice(input, rowJson, rowParser, ROWS_PATH);
        this.gaps = new RowGaps(input, slice, mostRows, ROWS_PATH);
    }

    /** What comes is gzip. To be called before anything has come. */
    public void unpackGzip() {
        arrived.unpackGzip(inflaters);
    }

    /** Takes the bytes that have come; the buffer is free again on return. */
    public void feed(ByteBuffer chunk) {
        arrived.pass(chunk);
        try {
            if (isRowWanted && takePiece()) { // Rather than keep a copy of it until the next poll.
                settle();
            }
            readOn();
        } finally {
            arrived.keep();
        }
    }

    /** No more bytes will come. What is unread and not whole is an error from now on. */
    public void endOfInput() {
        allCame = true;
        readOn();
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

    /** Bytes that have come and wait as they came, because no row is asked for. */
    public long waitingBytes() {
        return arrived.waitingBytes();
    }

    /** Bytes of memory that reading takes besides those: what is unpacked, and tables. */
    public long readingBytes() {
        return input.size() + TABLES;
    }

    /** Lets go of memory that only makes reading fast: for a page of which nothing is read for a while. */
    public void shrink() {
        slice.leave();
        rowParser.forgetBytes();
        input.shrink();
    }

    /**
     * Packs what has come and waits, where it came plain and is worth it. To be called once all has come.
     *
     * @return whether it did
     */
    public boolean pack() {
        return allCame && arrived.pack(inflaters);
    }

    /** Values read so far that were of another type than their field's. */
    public long unexpectedValues() {
        return rowParser.unexpectedValues();
    }

    /** The next row; null where it is not whole yet, or can't be read, or there is no more. */
    public @Nullable Backlink poll() {
        Backlink row = parseRow();
        while (row == null && takePiece()) {
            settle();
            row = parseRow();
        }
        isRowWanted = row == null;
        readOn();
        return row;
    }

    private @Nullable Backlink parseRow() {
        if (failure != null || part != Part.ROWS) {
            return null;
        }
        try {
            Backlink row = slice.isOpenAt(gaps.elements()) ? slice.parse() : null;
            if (row != null) {
                gaps.passRow();
                settle();
            }
            return row;
        } catch (UnreadableAnswer unreadable) {
            fail(unreadable);
            return null;
        }
    }

    /** Drops what is held. Nothing can be read any more. */
    @Override
    public void close() {
        slice.close();
        arrived.close();
        part = Part.END;
    }

    /** Takes as much as it takes to know whether there is another row, and no more: that waits as it came. */
    private void readOn() {
        while (!standsAtRow() && takePiece()) {
            settle();
        }
    }

    private boolean standsAtRow() {
        return part == Part.ROWS && input.standsAt('{');
    }

    /** Takes more of what has come, or its end; false where there is neither. */
    private boolean takePiece() {
        if (arrived.isClosed()) {
            return false;
        }
        if (arrived.isEmpty()) {
            return allCame && takeEnd();
        }
        int piece = input.nextPiece(arrived);
        if (!input.hasRoom(piece)) {
            slice.leave();
            input.makeRoom(piece);
        }
        try {
            input.take(arrived, piece);
        } catch (DataFormatException problem) {
            fail(input.notGzip(problem, path()));
        }
        if (input.isTooLong()) {
            fail(input.tooLong(path()));
        }
        return !input.hasBadByte() || takeEnd();
    }

    private boolean takeEnd() {
        input.end();
        slice.close();
        arrived.close();
        if (input.isEmpty()) {
            fail(new UnreadableAnswer(Reason.MALFORMED, "the answer is empty", ROOT, 0));
        }
        return true;
    }

    private String path() {
        return part == Part.HEAD ? ROOT : ROWS_PATH;
    }

    private void fail(UnreadableAnswer unreadable) {
        failure = unreadable;
        arrived.close();
        if (part == Part.HEAD) {
            envelope.keepHeadBefore(unreadable);
        }
    }

    /** Reads on in what was taken, as far as possible without parsing a row. */
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
            fail(unreadable); // Not thrown: the row before it is still to be read.
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
