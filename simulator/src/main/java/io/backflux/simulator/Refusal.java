package io.backflux.simulator;

/** A request that the API answers with a code other than 20000. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    private Refusal(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static Refusal of(int code) {
        return new Refusal(code, Codes.message(code));
    }

    static Refusal invalid(String field) {
        return new Refusal(Codes.INVALID_FIELD, "Invalid Field: '" + field + "'.");
    }

    static Refusal unknown(String field) {
        return new Refusal(Codes.UNKNOWN_FIELD, "Unknown Field: '" + field + "'.");
    }

    int code() {
        return code;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
