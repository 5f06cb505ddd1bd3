package io.backflux.wire;

import io.backflux.Backlink;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Parses rows of the bytes that have come, by a parser that stays open from row to row: a row costs the same whether it is
 * asked for alone or among others. Where the bytes end inside a row, the parser is thrown away and the row is parsed again
 * once more has come.
 */
final class RowSlice {

    private final AnswerBytes input;
    private final JsonFactory json;
    private final RowParser rowParser;
    private final String path;

    private @Nullable JsonParser parser;
    private int from;
    private int to;
    private int firstRow;

    /** Bytes before it were looked at in vain for the end of a row. */
    private long seenTo;

    /**
     * @param path the rows' path in the answer
     */
    RowSlice(AnswerBytes input, JsonFactory json, RowParser rowParser, String path) {
        this.input = input;
        this.json = json;
        this.rowParser = rowParser;
        this.path = path;
    }

    /** Opens it unless it is; false where no whole row has come, as far as can be guessed. */
    boolean isOpenAt(int row) {
        return parser != null || open(row);
    }

    private boolean open(int row) {
        int begin = input.from();
        int end = input.attemptIsDue() ? endOfWholeRows(begin) : begin;
        if (end == begin) {
            return false;
        }
        byte[] bytes = input.array();
        bytes[begin - 1] = '[';
        from = begin - 1;
        to = end;
        firstRow = row;
        JsonParser opened = json.createParser(ObjectReadContext.empty(), bytes, from, to - from);
        parser = opened;
        opened.nextToken();
        return true;
    }

    /** A guess; {@code begin} where there is none. Bytes that were looked at in vain are not looked at again. */
    private int endOfWholeRows(int begin) {
        if (input.hasEnded()) {
            return input.to();
        }
        int unseen = Math.max(begin, input.index(seenTo));
        int end = Boundaries.ofRows(input.array(), unseen, input.to());
        seenTo = input.offset(input.to());
        if (end > unseen) {
            return end;
        }
        return input.isTooMuch() ? input.endOfTooMuch() : begin;
    }

    /** The next row; null where it turns out not to be whole. */
    @Nullable Backlink parse() {
        JsonParser open = Objects.requireNonNull(parser);
        try {
            open.nextToken(); // What opens the row: that it is a brace has been seen.
            Backlink row = rowParser.parse(open, input.array(), from, to);
            input.readTo(from + (int) JsonPlaces.offset(open), path);
            if (input.from() == to) {
                close();
            }
            return row;
        } catch (JacksonException problem) {
            input.checkSize(from + (int) JsonPlaces.offset(open) - input.from(), path);
            if (input.hasEnded() || !JsonPlaces.ranOut(problem, open, to - from)) {
                String place = JsonPlaces.path(path, open.streamReadContext(), firstRow);
                throw input.unreadable(problem, open, place, input.offset(from));
            }
            close();
            input.readInVain();
            return null;
        }
    }

    /** Whole rows may be left in it: their ends are to be found once more. */
    void leave() {
        if (parser != null) {
            close();
            seenTo = input.offset(input.from());
        }
    }

    void close() {
        if (parser != null) {
            parser.close();
            parser = null;
        }
    }
}
