package io.backflux.simulator;

import java.math.BigDecimal;

/**
 * An answer that is ready to be sent.
 *
 * @param contentType empty when there is no body
 * @param code as {@link RecordedRequest#taskCode()}
 */
record Answer(int httpStatus, String contentType, Body body, int code, int rows, BigDecimal cost) {
    static final Answer NONE = new Answer(0, "", Body.EMPTY, 0, 0, BigDecimal.ZERO);

    private static final String JSON = "application/json; charset=utf-8";

    static Answer json(int httpStatus, Body body, int code, int rows, BigDecimal cost) {
        return new Answer(httpStatus, JSON, body, code, rows, cost);
    }

    static Answer html(int status) {
        String page = "<html>\n<head><title>" + status + "</title></head>\n<body><h1>" + status
                + "</h1><p>The gateway has nothing better to say.</p></body>\n</html>\n";
        return new Answer(status, "text/html", Body.of(page), 0, 0, BigDecimal.ZERO);
    }

    static Answer redirect() {
        return new Answer(302, "", Body.EMPTY, 0, 0, BigDecimal.ZERO);
    }

    Answer withStatus(int status) {
        return new Answer(status, contentType, body, code, rows, cost);
    }

    Answer withBody(Body other) {
        return new Answer(httpStatus, contentType, other, code, rows, cost);
    }

    Answer withoutBody() {
        return withBody(Body.EMPTY);
    }
}
