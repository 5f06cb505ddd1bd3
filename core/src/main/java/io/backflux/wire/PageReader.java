package io.backflux.wire;

import io.backflux.Backlink;
import io.backflux.ParseLimits;
import io.backflux.wire.UnreadableAnswer.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one answer from chunks of bytes as they arrive, split anywhere, and gives a row when it is asked for one and the
 * whole of it is here.
 *
 * <p>Rows are parsed with Jackson's blocking parser, which is faster than its non-blocking one, on a window of the bytes
 * that have come. Where they end inside a row, the parser is thrown away and the row is parsed again once more has come.
 * A parser stays open between rows, so that a row costs the same whether it is asked for alone or among others.
 *
 * <p>What is wrong with an answer is told once the rows before it have been given, wherever the bytes were split: by
 * {@link #failure()}. Not for use by several threads at once.
 */
public final class PageReader implements AutoCloseable {

    private static final String ROWS_PATH = "$.tasks[0].result[0].items";
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WAY_TO_ROWS =
            "{\"tasks\":[{\"result\":[{\"items\":[".getBytes(StandardCharsets.US_ASCII);

    private static final int NONE = -1;

    private enum Part {
        HEAD,
        ROWS,
        TAIL,
        END
    }

    private enum Gap {
        BEFORE_ROWS,
        AFTER_ROW,
        AFTER_COMMA
    }

    private final ParseLimits limits;
    private final int mostRows;
    private final JsonFactory envelopeJson;
    private final JsonFactory rowJson;
    private final RowParser rowParser;
    private final Window window = new Window();
    private final Patience patience = new Patience();

    private EnvelopeParser envelopeParser = new EnvelopeParser();
    private Part part = Part.HEAD;
    private Gap gap = Gap.BEFORE_ROWS;
    private @Nullable JsonParser slice;
    private int sliceFrom;
    private int sliceTo;
    private int sliceFirstRow;
    private int rows;
    private int nullRows;
    private long received;

    /** The first byte that is not UTF-8; the answer is read as if it ended there, and then it is what is wrong with it. */
    private long badByte = NONE;

    private long seenTo;
    private boolean inputEnded;
    private @Nullable UnreadableAnswer failure;

    PageReader(ParseLimits limits, int mostRows, JsonFactory envelopeJson, JsonFactory rowJson) {
        this.limits = limits;
        this.mostRows = mostRows;
        this.envelopeJson = envelopeJson;
        this.rowJson = rowJson;
        this.rowParser = new RowParser(new RawJson(rowJson), limits.maxStringLength());
    }

    /** Takes the bytes that have come; the buffer is free again on return. */
    public void feed(ByteBuffer chunk) {
        if (failure != null || badByte != NONE) {
            return;
        }
        int count = chunk.remaining();
        received += count;
        if (received > limits.maxAnswerBytes()) {
            failure = tooLarge("the answer has more than maxAnswerBytes = ", limits.maxAnswerBytes(), 0);
            return;
        }
        if (!window.hasRoom(count)) {
            leaveSlice();
            window.makeRoom(count);
        }
        window.append(chunk);
        showText();
        settle();
    }

    /** What has come of a character that is not whole waits for the rest. */
    private void showText() {
        byte[] bytes = window.bytes();
        int end = window.end();
        int odd = Utf8.firstOdd(bytes, window.to(), end);
        window.showTo(odd);
        if (odd < end && !Utf8.isCut(bytes, odd, end)) {
            badByte = window.offset(odd);
            endInput();
        }
    }

    /** No more bytes will come. What is unread and not whole is an error from now on. */
    public void endOfInput() {
        endInput();
        if (received == 0) {
            failure = new UnreadableAnswer(Reason.MALFORMED, "the answer is empty", "$", 0);
        }
        settle();
    }

    private void endInput() {
        inputEnded = true;
        closeSlice();
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
        return envelopeParser.envelope(nullRows);
    }

    /** Whether all has been read: each row, and what follows them. */
    public boolean ended() {
        return part == Part.END && failure == null;
    }

    /** Rows read so far. */
    public int rows() {
        return rows;
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
            if (slice == null && !openSlice()) {
                return null;
            }
            Backlink row = parseRow();
            settle();
            return row;
        } catch (UnreadableAnswer unreadable) {
            failure = unreadable;
            return null;
        }
    }

    /** Gives up what is held. Nothing can be read any more. */
    @Override
    public void close() {
        closeSlice();
        part = Part.END;
    }

    /** Goes on as far as possible without parsing a row. */
    private void settle() {
        if (failure != null) {
            return;
        }
        try {
            if (part == Part.HEAD) {
                readHead();
            }
            if (part == Part.ROWS && standsAtEndOfRows()) {
                closeSlice();
                part = Part.TAIL;
            }
            if (part == Part.TAIL) {
                readTail();
            }
            if (part == Part.END && window.to() < window.end()) {
                throw notText("$");
            }
        } catch (UnreadableAnswer unreadable) {
            failure = unreadable; // Not thrown: the row before it is still to be given.
            if (part == Part.HEAD) {
                keepHeadBefore(unreadable);
            }
        }
    }

    private void readHead() {
        if (!attemptIsDue()) {
            return;
        }
        passByteOrderMark();
        byte[] bytes = window.bytes();
        int from = window.from();
        int to = endOfHead(from);
        if (to == from && !inputEnded) {
            patience.failed(window.unread());
            return;
        }
        EnvelopeParser attempt = new EnvelopeParser();
        try (JsonParser parser = envelopeJson.createParser(ObjectReadContext.empty(), bytes, from, to - from)) {
            try {
                if (attempt.readHead(parser)) {
                    readTo(from + (int) JsonPlaces.offset(parser));
                    part = Part.ROWS;
                    patience.succeeded();
                } else {
                    checkSize(window.unread());
                    endUnlessMoreMayFollow();
                }
                envelopeParser = attempt;
            } catch (JacksonException | EnvelopeParser.Unexpected problem) {
                checkSize((int) JsonPlaces.offset(parser));
                if (inputEnded || !JsonPlaces.ranOut(problem, parser, to - from)) {
                    throw unreadable(problem, parser, "$", window.offset(from));
                }
                patience.failed(window.unread());
            }
        }
    }

    private void keepHeadBefore(UnreadableAnswer unreadable) {
        int from = window.from();
        int to = Math.min(window.index(unreadable.byteOffset()), window.to());
        EnvelopeParser head = new EnvelopeParser();
        readWhatIsWhole(window.bytes(), from, to, head::readHead);
        envelopeParser = head;
    }

    /** Without a number at its end, which may be cut. */
    private void readWhatIsWhole(byte[] bytes, int from, int to, Consumer<JsonParser> reading) {
        int length = Boundaries.beforeNumber(bytes, from, to) - from;
        try (JsonParser parser = envelopeJson.createParser(ObjectReadContext.empty(), bytes, from, length)) {
            reading.accept(parser);
        } catch (JacksonException | EnvelopeParser.Unexpected told) {
            // What is wrong has been told; until then it has been read.
        }
    }

    private void endUnlessMoreMayFollow() {
        if (inputEnded) {
            part = Part.END;
        } else {
            patience.failed(window.unread());
        }
    }

    /** A guess, unless as much has come as there may be. */
    private int endOfHead(int from) {
        if (inputEnded) {
            return window.to();
        }
        return window.unread() > limits.maxRowBytes()
                ? endOfTooMuch(from)
                : Boundaries.ofStructure(window.bytes(), from, window.to());
    }

    private void passByteOrderMark() {
        int from = window.from();
        if (window.offset(from) == 0) {
            window.readTo(from + JsonFormat.byteOrderMark(window.bytes(), from, window.to()));
        }
    }

    private boolean standsAtEndOfRows() {
        byte[] bytes = window.bytes();
        int to = window.to();
        for (int i = next(window.from()); i < to; i = next(i + 1)) {
            byte b = bytes[i];
            if (gap == Gap.AFTER_ROW && b == ',') {
                gap = Gap.AFTER_COMMA;
                continue;
            }
            window.readTo(i);
            if (b == ']' && gap != Gap.AFTER_COMMA) {
                return true;
            }
            int behindNull = b == 'n' && gap != Gap.AFTER_ROW ? behindNull(i) : NONE;
            if (behindNull > to) {
                return awaitMore();
            }
            if (behindNull == NONE) {
                checkRowBegins(i);
                return false;
            }
            passNull(i, behindNull);
            i = behindNull - 1;
        }
        window.readTo(to);
        return awaitMore();
    }

    private boolean awaitMore() {
        if (!inputEnded) {
            return false;
        }
        if (badByte != NONE) {
            throw notText(ROWS_PATH + "[" + elements() + "]");
        }
        throw unreadableAt(window.to(), Reason.MALFORMED, UnreadableAnswer.CUT);
    }

    /** Behind the null that begins there; beyond the end of what has come where it may be one; {@link #NONE} where it is none. */
    private int behindNull(int index) {
        byte[] bytes = window.bytes();
        int to = window.to();
        int whole = index + NULL.length;
        int end = Math.min(whole, to);
        if (!Arrays.equals(bytes, index, end, NULL, 0, end - index)) {
            return NONE;
        }
        if (whole >= to) {
            return to + 1;
        }
        return bytes[whole] == ',' || bytes[whole] == ']' || Boundaries.isWhite(bytes[whole]) ? whole : NONE;
    }

    /** The vendor's document allows a null for each element. It is no row, and is counted. */
    private void passNull(int from, int to) {
        checkNotTooMany(from);
        window.readTo(to);
        leaveSlice(); // It has another row next.
        nullRows++;
        gap = Gap.AFTER_ROW;
    }

    /** Elements of {@code items} read so far, rows or not. */
    private int elements() {
        return rows + nullRows;
    }

    private void checkNotTooMany(int index) {
        if (elements() >= mostRows) {
            throw unreadableAt(index, Reason.TOO_LARGE, "more rows than " + mostRows + ", the most for what was asked");
        }
    }

    private int next(int from) {
        return Boundaries.passWhite(window.bytes(), from, window.to());
    }

    private void checkRowBegins(int index) {
        byte b = window.bytes()[index];
        if (gap == Gap.AFTER_ROW) {
            throw unreadableAt(index, Reason.MALFORMED, "not JSON: no comma after a row");
        }
        if (b == ']' || b == ',') {
            throw unreadableAt(index, Reason.MALFORMED, "not JSON: a comma without a row");
        }
        if (Boundaries.beginsAnotherValue(b)) {
            throw unreadableAt(index, Reason.UNEXPECTED, "a row must be an object");
        }
        if (b != '{') {
            throw unreadableAt(index, Reason.MALFORMED, "not JSON: no value where a row must begin");
        }
        checkNotTooMany(index);
    }

    private boolean openSlice() {
        int from = window.from();
        int to = attemptIsDue() ? endOfWholeRows(from) : from;
        if (to == from) {
            return false;
        }
        window.bytes()[from - 1] = '[';
        sliceFrom = from - 1;
        sliceTo = to;
        sliceFirstRow = elements();
        slice = rowJson.createParser(ObjectReadContext.empty(), window.bytes(), sliceFrom, to - sliceFrom);
        slice.nextToken();
        return true;
    }

    /** A guess; {@code from} where there is none. Bytes that were looked at in vain are not looked at again. */
    private int endOfWholeRows(int from) {
        if (inputEnded) {
            return window.to();
        }
        int unseen = Math.max(from, window.index(seenTo));
        int end = Boundaries.ofRows(window.bytes(), unseen, window.to());
        seenTo = window.offset(window.to());
        if (end > unseen) {
            return end;
        }
        return window.unread() > limits.maxRowBytes() ? endOfTooMuch(from) : from;
    }

    /** Up to there the parser must meet something that is wrong, or else it is too large. */
    private int endOfTooMuch(int from) {
        return from + limits.maxRowBytes() + 1;
    }

    private @Nullable Backlink parseRow() {
        JsonParser parser = Objects.requireNonNull(slice);
        try {
            parser.nextToken(); // What opens the row: that it is a brace has been seen.
            Backlink row = rowParser.parse(parser, window.bytes(), sliceFrom, sliceTo);
            readTo(sliceFrom + (int) JsonPlaces.offset(parser));
            rows++;
            gap = Gap.AFTER_ROW;
            patience.succeeded();
            if (window.from() == sliceTo) {
                closeSlice();
            }
            return row;
        } catch (JacksonException problem) {
            checkSize(sliceFrom + (int) JsonPlaces.offset(parser) - window.from());
            if (inputEnded || !JsonPlaces.ranOut(problem, parser, sliceTo - sliceFrom)) {
                throw unreadable(problem, parser, ROWS_PATH, window.offset(sliceFrom));
            }
            closeSlice();
            patience.failed(window.unread());
            return null;
        }
    }

    private void readTail() {
        checkSize(window.unread());
        if (!inputEnded) {
            return;
        }
        byte[] bytes = window.unreadBehind(WAY_TO_ROWS);
        int whole = bytes.length;
        long offset = window.offset(window.from()) - WAY_TO_ROWS.length;
        try (JsonParser parser = envelopeJson.createParser(ObjectReadContext.empty(), bytes)) {
            try {
                new EnvelopeParser().readTail(parser);
                part = Part.END;
            } catch (JacksonException | EnvelopeParser.Unexpected problem) {
                UnreadableAnswer unreadable = unreadable(problem, parser, "$", offset);
                whole = (int) Math.min(unreadable.byteOffset() - offset, bytes.length);
                throw unreadable;
            }
        } finally {
            readWhatIsWhole(bytes, 0, whole, envelopeParser::readTail);
        }
    }

    private boolean attemptIsDue() {
        int unread = window.unread();
        return inputEnded || patience.allows(unread) || unread > limits.maxRowBytes();
    }

    private void readTo(int index) {
        checkSize(index - window.from());
        window.readTo(index);
    }

    private void checkSize(int bytes) {
        if (bytes > limits.maxRowBytes()) {
            throw tooLarge(
                    "a row, or what stands around the rows, has more than maxRowBytes = ",
                    limits.maxRowBytes(),
                    window.offset(window.from()));
        }
    }

    /** Whole rows may be left in it: their ends are to be found once more. */
    private void leaveSlice() {
        if (slice != null) {
            closeSlice();
            seenTo = window.offset(window.from());
        }
    }

    private void closeSlice() {
        if (slice != null) {
            slice.close();
            slice = null;
        }
    }

    private UnreadableAnswer unreadable(RuntimeException problem, JsonParser parser, String above, long offset) {
        String path = JsonPlaces.path(above, parser.streamReadContext(), sliceFirstRow);
        long at = JsonPlaces.offset(parser);
        if (badByte != NONE && JsonPlaces.ranOut(problem, parser, (int) (badByte - offset))) {
            return notText(path);
        }
        if (!(problem instanceof JacksonException json)) {
            return new UnreadableAnswer(Reason.UNEXPECTED, String.valueOf(problem.getMessage()), path, offset + at);
        }
        long complainedAt = json.getLocation() == null ? -1 : json.getLocation().getByteOffset();
        Reason reason = json instanceof StreamConstraintsException ? Reason.TOO_LARGE : Reason.MALFORMED;
        long place = offset + (complainedAt < 0 ? at : complainedAt);
        return new UnreadableAnswer(reason, JsonPlaces.complaint(json), path, place);
    }

    private UnreadableAnswer notText(String path) {
        return new UnreadableAnswer(Reason.MALFORMED, "not JSON: it is not UTF-8", path, window.offset(window.to()));
    }

    private UnreadableAnswer unreadableAt(int index, Reason reason, String what) {
        return new UnreadableAnswer(reason, what, ROWS_PATH + "[" + elements() + "]", window.offset(index));
    }

    private UnreadableAnswer tooLarge(String what, long limit, long from) {
        return new UnreadableAnswer(Reason.TOO_LARGE, what + limit, part == Part.HEAD ? "$" : ROWS_PATH, from + limit);
    }
}
