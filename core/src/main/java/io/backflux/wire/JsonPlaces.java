package io.backflux.wire;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** Where a parser stands, and what it complained of, in words that quote nothing of the answer. */
final class JsonPlaces {

    private static final int LONGEST_NAME = 64;

    private JsonPlaces() {}

    /** The byte after the current token, counted from where the parser began. */
    static long offset(JsonParser parser) {
        return parser.currentLocation().getByteOffset();
    }

    /** The path of the parser's place below {@code above}, the path of what the parser began with. */
    static String path(String above, TokenStreamContext place, int firstIndex) {
        StringBuilder path = new StringBuilder();
        append(path, place, firstIndex);
        return above + path;
    }

    private static void append(StringBuilder path, TokenStreamContext place, int firstIndex) {
        TokenStreamContext parent = place.getParent();
        if (parent == null) {
            return;
        }
        append(path, parent, firstIndex);
        if (place.inArray() && place.hasCurrentIndex()) {
            int first = parent.inRoot() ? firstIndex : 0;
            path.append('[').append(first + place.getCurrentIndex()).append(']');
        } else if (place.inObject() && place.hasCurrentName()) {
            String name = place.currentName();
            path.append('.').append(name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name);
        }
    }

    /** Whether the parser may only have met the end of what it was given: it had come that far when it complained. */
    static boolean ranOut(RuntimeException problem, JsonParser parser, int length) {
        return problem instanceof UnexpectedEndOfInputException
                || (problem instanceof StreamReadException
                        && !(problem instanceof StreamConstraintsException)
                        && offset(parser) >= length);
    }

    /** What is wrong, without the text that is wrong: the parser's own message may quote an answer's secrets. */
    static String complaint(JacksonException problem) {
        if (problem instanceof UnexpectedEndOfInputException
                || problem.getOriginalMessage().startsWith("Unexpected end-of-input")) {
            return UnreadableAnswer.CUT;
        }
        if (problem instanceof StreamConstraintsException) {
            return "over the limits: " + firstSentence(problem.getOriginalMessage());
        }
        String message = problem.getOriginalMessage();
        return message.startsWith("Unrecognized token")
                ? "not JSON: unrecognized token"
                : "not JSON: " + firstSentence(message);
    }

    private static String firstSentence(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
