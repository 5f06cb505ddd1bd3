package io.backflux.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** Bytes as a server packs them. */
final class Gzip {

    private Gzip() {}

    static byte[] of(byte[]... members) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (byte[] member : members) {
            packed.writeBytes(member(member));
        }
        return packed.toByteArray();
    }

    private static byte[] member(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
