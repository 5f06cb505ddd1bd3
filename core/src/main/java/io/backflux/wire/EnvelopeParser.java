package io.backflux.wire;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/**
 * Reads what stands around the rows, in whatever order it comes. It is run twice over an answer: from its beginning up to
 * the rows, and again over what follows them.
 */
final class EnvelopeParser {

    private static final String RESULT = "result";

    private final Status answer = new Status();
    private final Task task = new Task();
    private final Result result = new Result();
    private int tasks;
    private int results;
    private int nullResults;
    private boolean stopAtRows;

    /** What the answer, and each task in it, says of how it went. */
    private static final class Status {

        @Nullable Integer code;

        @Nullable String message;

        @Nullable BigDecimal cost;

        void read(String name, JsonParser parser) {
            switch (name) {
                case "status_code" -> code = statusCode(parser);
                case "status_message" -> message = text(parser);
                case "cost" -> cost = Numbers.decimal(parser);
                default -> {}
            }
        }
    }

    private static final class Task {

        final Status status = new Status();

        @Nullable String id;

        @Nullable TaskParameters echo;

        void read(String name, JsonParser parser) {
            switch (name) {
                case "id" -> id = text(parser);
                case "data" -> echo = echo(parser);
                default -> status.read(name, parser);
            }
        }
    }

    private static final class Result {

        @Nullable String target;

        @Nullable Long totalCount;

        @Nullable Long itemsCount;

        @Nullable SearchAfterToken token;

        void read(String name, JsonParser parser) {
            switch (name) {
                case "target" -> target = text(parser);
                case "total_count" -> totalCount = Numbers.count(parser);
                case "items_count" -> itemsCount = Numbers.count(parser);
                case "search_after_token" -> token = SearchAfterToken.of(text(parser));
                default -> {}
            }
        }
    }

    /**
     * What has been read.
     *
     * @param nullRows nulls among the rows
     */
    PageEnvelope envelope(int nullRows) {
        return new PageEnvelope(
                answer.code,
                answer.message,
                answer.cost == null ? task.status.cost : answer.cost,
                tasks,
                task.id,
                task.status.code,
                task.status.message,
                task.echo,
                result.target,
                result.totalCount,
                result.itemsCount,
                result.token,
                (long) nullResults + nullRows);
    }

    /** Reads up to the rows: true where the parser stands on their opening bracket, false where the answer has none. */
    boolean readHead(JsonParser parser) {
        stopAtRows = true;
        return readAnswer(parser);
    }

    /**
     * Reads what follows the rows.
     *
     * @param parser given the way down to the rows, an opening bracket in place of them, and what follows
     */
    void readTail(JsonParser parser) {
        stopAtRows = false;
        tasks = 0;
        results = 0;
        readAnswer(parser);
    }

    private boolean readAnswer(JsonParser parser) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new UnexpectedEndOfInputException(parser, null, "Unexpected end-of-input");
        }
        if (first != JsonToken.START_OBJECT) {
            throw new Unexpected("an answer must be an object");
        }
        if (inObject(parser, this::answerField)) {
            return true;
        }
        if (parser.nextToken() != null) {
            throw new Unexpected("something follows the end of the answer");
        }
        return false;
    }

    /** Reads one field's value if it wants it; true where it met the rows and reading stops. */
    private interface Field {
        boolean read(String name, JsonParser parser);
    }

    private static boolean inObject(JsonParser parser, Field field) {
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            parser.nextToken();
            if (field.read(name, parser)) {
                return true;
            }
            parser.skipChildren(); // Where the value was not read, or not what was looked for.
        }
        return false;
    }

    private boolean inEachOf(String what, JsonParser parser, Field field) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return false;
        }
        expect(JsonToken.START_ARRAY, what + " must be an array", parser);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (isNullResult(what, parser)) {
                nullResults++;
                continue;
            }
            expect(JsonToken.START_OBJECT, what + " must hold objects", parser);
            if (field.read(what, parser)) {
                return true;
            }
        }
        return false;
    }

    /** The vendor's document allows a null for each element; a task of ours is never one. */
    private static boolean isNullResult(String what, JsonParser parser) {
        return what.equals(RESULT) && parser.currentToken() == JsonToken.VALUE_NULL;
    }

    private boolean answerField(String name, JsonParser parser) {
        if (name.equals("tasks")) {
            return inEachOf(name, parser, this::inTask);
        }
        answer.read(name, parser);
        return false;
    }

    private boolean inTask(String name, JsonParser parser) {
        if (++tasks > 1) {
            throw new Unexpected("one task was sent, more were answered");
        }
        return inObject(parser, this::taskField);
    }

    private boolean taskField(String name, JsonParser parser) {
        if (name.equals(RESULT)) {
            return inEachOf(name, parser, this::inResult);
        }
        task.read(name, parser);
        return false;
    }

    /** A second one would overrule the total and the token of the first. */
    private boolean inResult(String name, JsonParser parser) {
        if (++results > 1) {
            throw new Unexpected("one result was awaited, more were answered");
        }
        return inObject(parser, this::resultField);
    }

    private boolean resultField(String name, JsonParser parser) {
        if (name.equals("items")) {
            return rows(parser);
        }
        result.read(name, parser);
        return false;
    }

    private boolean rows(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return false;
        }
        expect(JsonToken.START_ARRAY, "items must be an array", parser);
        if (stopAtRows) {
            return true;
        }
        if (parser.nextToken() != JsonToken.END_ARRAY) {
            throw new Unexpected("items came twice");
        }
        return false;
    }

    private static void expect(JsonToken token, String otherwise, JsonParser parser) {
        if (parser.currentToken() != token) {
            throw new Unexpected(otherwise);
        }
    }

    private static @Nullable Integer statusCode(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        Long code = Numbers.integral(parser);
        if (code == null || code != code.intValue()) {
            throw new Unexpected("status_code must be an integer");
        }
        return code.intValue();
    }

    private static @Nullable TaskParameters echo(JsonParser parser) {
        return parser.currentToken() == JsonToken.START_OBJECT ? TaskParameters.of(parser) : null;
    }

    private static @Nullable String text(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getString() : null;
    }

    /** JSON, but not of the API's shape; the reader adds where. */
    static final class Unexpected extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unexpected(String what) {
            super(what);
        }
    }
}
