package io.backflux.cli;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Texts as 64 bits of their SHA-256: of a million texts two share one with a chance of 1 to 37 million. */
final class Hashes {

    private Hashes() {}

    static long of(String text) {
        return ByteBuffer.wrap(sha256(text)).getLong();
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
