package io.backflux.simulator;

import java.util.Map;

/** The status codes, what they say and the HTTP status that goes with them. */
final class Codes {
    static final int OK = 20000;
    static final int BAD_REQUEST = 40000;
    static final int NOT_AUTHORIZED = 40100;
    static final int NO_RESULTS = 40102;
    static final int PER_MINUTE = 40202;
    static final int IN_FLIGHT = 40209;
    static final int NOT_FOUND = 40400;
    static final int INVALID_FIELD = 40501;
    static final int NO_DATA = 40502;
    static final int INVALID_DATA = 40503;
    static final int UNKNOWN_FIELD = 40506;
    static final int INTERNAL = 50000;
    static final int UNAVAILABLE = 50303;

    private static final Map<Integer, String> MESSAGES = Map.ofEntries(
            Map.entry(OK, "Ok."),
            Map.entry(BAD_REQUEST, "One request takes one task."),
            Map.entry(NOT_AUTHORIZED, "You are not authorized to access this resource."),
            Map.entry(40101, "The search engine returned an error."),
            Map.entry(NO_RESULTS, "No Search Results."),
            Map.entry(40103, "The task could not be carried out; try again."),
            Map.entry(40104, "The account is not verified."),
            Map.entry(40200, "Payment is required."),
            Map.entry(40201, "The account is suspended."),
            Map.entry(PER_MINUTE, "Too many requests within a minute."),
            Map.entry(40203, "The daily cost limit of the account is reached."),
            Map.entry(40204, "The account has no access to this API."),
            Map.entry(40207, "The IP address is not on the account's list."),
            Map.entry(IN_FLIGHT, "Too many requests at once."),
            Map.entry(40210, "The account's funds do not suffice."),
            Map.entry(NOT_FOUND, "Not Found."),
            Map.entry(INVALID_FIELD, "Invalid Field."),
            Map.entry(NO_DATA, "The request has no task."),
            Map.entry(INVALID_DATA, "The request can't be understood: JSON with one task is expected."),
            Map.entry(UNKNOWN_FIELD, "Unknown Field."),
            Map.entry(INTERNAL, "Internal Error."),
            Map.entry(50301, "The service is unavailable for the moment."),
            Map.entry(UNAVAILABLE, "The API is under maintenance; try again in a few minutes."),
            Map.entry(50401, "Internal Timeout."));

    private Codes() {}

    static String message(int code) {
        return MESSAGES.getOrDefault(code, "Simulated answer with code " + code + ".");
    }

    static int httpStatus(int code) {
        return switch (code) {
            case NOT_AUTHORIZED -> 401;
            case 40200, 40210 -> 402;
            case NOT_FOUND -> 404;
            default -> 200;
        };
    }
}
