package io.backflux.wire;

import io.backflux.ParseLimits;
import io.backflux.wire.UnreadableAnswer.Reason;
import java.util.zip.DataFormatException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamConstraintsException;

/** What is being read of an answer, within its limits; and what is wrong with it, at its place. */
final class AnswerBytes {

    private static final int NONE = -1;

    /** Unpacked at once: little at first, as it lies in memory while nobody asks for a row, and more as rows are read. */
    private static final int SMALLEST_PIECE = 15 << 10;

    /** Larger ones are no faster. With a row it is not more than half of a window. */
    private static final int LARGEST_PIECE = 60 << 10;

    private final ParseLimits limits;
    private final Window window = new Window();
    private final Patience patience = new Patience();
    private long received;

    /** The first byte that is not UTF-8; the answer is read as if it ended there, and then it is what is wrong with it. */
    private long badByte = NONE;

    private boolean ended;

    AnswerBytes(ParseLimits limits) {
        this.limits = limits;
    }

    // What comes.

    boolean hasRoom(int count) {
        return window.hasRoom(count);
    }

    /** Nothing may read from the array meanwhile. */
    void makeRoom(int count) {
        window.makeRoom(count);
    }

    /** Takes no more memory than what is unread. Nothing may read from the array meanwhile. */
    void shrink() {
        window.shrink();
    }

    /** The memory that what was taken lies in. */
    int size() {
        return window.size();
    }

    /** How much is to be taken next, at most. */
    int nextPiece(ArrivedBytes arrived) {
        return arrived.next((int) Math.min(LARGEST_PIECE, Math.max(SMALLEST_PIECE, received / 4)));
    }

    /**
     * Takes a piece of what has come, for which there must be room. What has come of a character that is not whole waits for
     * the rest.
     */
    void take(ArrivedBytes arrived, int most) throws DataFormatException {
        int count = arrived.read(window.bytes(), window.end(), most);
        received += count;
        window.append(count);
        show();
    }

    private void show() {
        byte[] bytes = window.bytes();
        int end = window.end();
        int odd = Utf8.firstOdd(bytes, window.to(), end);
        window.showTo(odd);
        if (odd < end && !Utf8.isCut(bytes, odd, end)) {
            badByte = window.offset(odd);
        }
    }

    /** Whether more has come than an answer may have. */
    boolean isTooLong() {
        return received > limits.maxAnswerBytes();
    }

    /** No more will come. */
    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    boolean isEmpty() {
        return received == 0;
    }

    boolean hasBadByte() {
        return badByte != NONE;
    }

    // What is read.

    byte[] array() {
        return window.bytes();
    }

    boolean standsAt(char next) {
        return window.unread() > 0 && window.bytes()[window.from()] == next;
    }

    /** The first unread byte. */
    int from() {
        return window.from();
    }

    /** The end of what may be read. */
    int to() {
        return window.to();
    }

    /** Whether bytes have come that may not be read. */
    boolean hasHidden() {
        return window.to() < window.end();
    }

    long offset(int index) {
        return window.offset(index);
    }

    int index(long offset) {
        return window.index(offset);
    }

    byte[] unreadBehind(byte[] before) {
        return window.unreadBehind(before);
    }

    /** Passes what is no row, or may be of any size. */
    void pass(int index) {
        window.readTo(index);
    }

    void readTo(int index, String path) {
        checkSize(index - window.from(), path);
        window.readTo(index);
        patience.succeeded();
    }

    void readInVain() {
        patience.failed(window.unread());
    }

    boolean attemptIsDue() {
        return ended || patience.allows(window.unread()) || isTooMuch();
    }

    /** Whether more is unread than may be of one piece. */
    boolean isTooMuch() {
        return window.unread() > limits.maxRowBytes();
    }

    /** Up to there the parser must meet something that is wrong, or else it is too large. */
    int endOfTooMuch() {
        return window.from() + limits.maxRowBytes() + 1;
    }

    void checkUnread(String path) {
        checkSize(window.unread(), path);
    }

    void checkSize(int bytes, String path) {
        if (bytes > limits.maxRowBytes()) {
            throw tooLarge(
                    "a row, or what stands around the rows, has more than maxRowBytes = ",
                    limits.maxRowBytes(),
                    path,
                    window.offset(window.from()));
        }
    }

    // What is wrong.

    UnreadableAnswer tooLong(String path) {
        return tooLarge("the answer has more than maxAnswerBytes = ", limits.maxAnswerBytes(), path, 0);
    }

    private static UnreadableAnswer tooLarge(String what, long limit, String path, long from) {
        return new UnreadableAnswer(Reason.TOO_LARGE, what + limit, path, from + limit);
    }

    UnreadableAnswer notGzip(DataFormatException problem, String path) {
        String what = problem.getMessage() == null ? "it is damaged" : problem.getMessage();
        return new UnreadableAnswer(Reason.MALFORMED, "not gzip: " + what, path, window.offset(window.end()));
    }

    UnreadableAnswer notText(String path) {
        return new UnreadableAnswer(Reason.MALFORMED, "not JSON: it is not UTF-8", path, window.offset(window.to()));
    }

    UnreadableAnswer wrongAt(int index, Reason reason, String what, String path) {
        return new UnreadableAnswer(reason, what, path, window.offset(index));
    }

    /**
     * @param path where the parser stands
     * @param offset where the parser began
     */
    UnreadableAnswer unreadable(RuntimeException problem, JsonParser parser, String path, long offset) {
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
}
