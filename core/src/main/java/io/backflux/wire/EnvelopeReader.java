package io.backflux.wire;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads what stands around an answer's rows: the head before them, and the tail behind. */
final class EnvelopeReader {

    private static final String ROOT = "$";
    private static final byte[] WAY_TO_ROWS =
            "{\"tasks\":[{\"result\":[{\"items\":[".getBytes(StandardCharsets.US_ASCII);

    /** What follows what was read. */
    enum Next {
        MORE_OF_IT,
        ROWS,
        END
    }

    private final AnswerBytes input;
    private final JsonFactory json;
    private EnvelopeParser parsed = new EnvelopeParser();

    EnvelopeReader(AnswerBytes input, JsonFactory json) {
        this.input = input;
        this.json = json;
    }

    PageEnvelope envelope(int nullRows) {
        return parsed.envelope(nullRows);
    }

    /** Reads up to the first row, if that much has come. */
    Next readHead() {
        if (!input.attemptIsDue()) {
            return Next.MORE_OF_IT;
        }
        passByteOrderMark();
        int from = input.from();
        int to = endOfHead(from);
        if (to == from && !input.hasEnded()) {
            input.readInVain();
            return Next.MORE_OF_IT;
        }
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), input.array(), from, to - from)) {
            return readHead(parser, from, to);
        }
    }

    private Next readHead(JsonParser parser, int from, int to) {
        try {
            EnvelopeParser attempt = new EnvelopeParser();
            boolean rowsFollow = attempt.readHead(parser);
            if (rowsFollow) {
                input.readTo(from + (int) JsonPlaces.offset(parser), ROOT);
            } else {
                input.checkUnread(ROOT);
            }
            parsed = attempt;
            return rowsFollow ? Next.ROWS : endUnlessMoreMayFollow();
        } catch (JacksonException | EnvelopeParser.Unexpected problem) {
            input.checkSize((int) JsonPlaces.offset(parser), ROOT);
            if (input.hasEnded() || !JsonPlaces.ranOut(problem, parser, to - from)) {
                throw input.unreadable(problem, parser, path(parser), input.offset(from));
            }
            input.readInVain();
            return Next.MORE_OF_IT;
        }
    }

    private Next endUnlessMoreMayFollow() {
        if (input.hasEnded()) {
            return Next.END;
        }
        input.readInVain();
        return Next.MORE_OF_IT;
    }

    private void passByteOrderMark() {
        int from = input.from();
        if (input.offset(from) == 0) {
            input.pass(from + JsonFormat.byteOrderMark(input.array(), from, input.to()));
        }
    }

    /** A guess, unless as much has come as there may be. */
    private int endOfHead(int from) {
        if (input.hasEnded()) {
            return input.to();
        }
        return input.isTooMuch() ? input.endOfTooMuch() : Boundaries.ofStructure(input.array(), from, input.to());
    }

    /** Keeps what the head says before what is wrong with it. */
    void keepHeadBefore(UnreadableAnswer unreadable) {
        int from = input.from();
        int to = Math.min(input.index(unreadable.byteOffset()), input.to());
        EnvelopeParser head = new EnvelopeParser();
        readWhatIsWhole(input.array(), from, to, head::readHead);
        parsed = head;
    }

    /** Without a number at its end, which may be cut. */
    private void readWhatIsWhole(byte[] bytes, int from, int to, Consumer<JsonParser> reading) {
        int length = Boundaries.beforeNumber(bytes, from, to) - from;
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), bytes, from, length)) {
            reading.accept(parser);
        } catch (JacksonException | EnvelopeParser.Unexpected known) {
            // What is wrong has been reported; until then it has been read.
        }
    }

    /** Reads what follows the rows, if all of it has come. */
    Next readTail(String rowsPath) {
        input.checkUnread(rowsPath);
        if (!input.hasEnded()) {
            return Next.MORE_OF_IT;
        }
        byte[] bytes = input.unreadBehind(WAY_TO_ROWS);
        int whole = bytes.length;
        long offset = input.offset(input.from()) - WAY_TO_ROWS.length;
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), bytes)) {
            try {
                new EnvelopeParser().readTail(parser);
                return Next.END;
            } catch (JacksonException | EnvelopeParser.Unexpected problem) {
                UnreadableAnswer unreadable = input.unreadable(problem, parser, path(parser), offset);
                whole = (int) Math.min(unreadable.byteOffset() - offset, bytes.length);
                throw unreadable;
            }
        } finally {
            readWhatIsWhole(bytes, 0, whole, parsed::readTail);
        }
    }

    private static String path(JsonParser parser) {
        return JsonPlaces.path(ROOT, parser.streamReadContext(), 0);
    }
}
