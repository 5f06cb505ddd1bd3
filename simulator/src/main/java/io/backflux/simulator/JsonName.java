package io.backflux.simulator;

import java.nio.charset.StandardCharsets;

/** A property name, encoded once: {@code "name": } with the blank that only the pretty form has. */
final class JsonName {
    private final byte[] encoded;

    private JsonName(byte[] encoded) {
        this.encoded = encoded;
    }

    /** @param name plain ASCII that needs no escape */
    static JsonName of(String name) {
        return new JsonName(('"' + name + "\": ").getBytes(StandardCharsets.US_ASCII));
    }

    int copyTo(byte[] target, int at, boolean pretty) {
        int length = pretty ? encoded.length : encoded.length - 1;
        System.arraycopy(encoded, 0, target, at, length);
        return at + length;
    }

    int length() {
        return encoded.length;
    }
}
