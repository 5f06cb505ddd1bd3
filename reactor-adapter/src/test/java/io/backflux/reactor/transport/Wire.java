package io.backflux.reactor.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import reactor.core.publisher.Flux;

/** Answers as bytes. */
final class Wire {

    static final String OK = "HTTP/1.1 200 OK\r\n";
    static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    static final String LAST_CHUNK = "0\r\n\r\n";

    /** Up to the rows. */
    static final String BEFORE_ROWS =
            "{\"status_code\":20000,\"cost\":0.05,\"tasks\":[{\"id\":\"task-1\",\"status_code\":20000,"
                    + "\"result\":[{\"total_count\":30,\"items_count\":3,\"items\":[";

    static final String ROW = "{\"url_from\":\"https://from.example/\u00e9\",\"links_count\":7}";

    /** A whole answer of three rows. */
    static final String PAGE = BEFORE_ROWS + ROW + "," + ROW + "," + ROW + "],\"search_after_token\":null}]}]}";

    private static final byte[] GZIP_HEAD = {31, (byte) 139, 8, 0, 0, 0, 0, 0, 0, 0};

    private Wire() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] join(byte[] first, byte[]... others) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        for (byte[] other : others) {
            all.writeBytes(other);
        }
        return all.toByteArray();
    }

    static byte[] withLength(String headers, byte[] body) {
        return join(utf8(OK + headers + "Content-Length: " + body.length + "\r\n\r\n"), body);
    }

    static byte[] chunk(byte[] bytes) {
        return join(utf8(Integer.toHexString(bytes.length) + "\r\n"), bytes, utf8("\r\n"));
    }

    static byte[] chunk(String text) {
        return chunk(utf8(text));
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** A text, and another one so many times, packed while they are sent. */
    static Flux<byte[]> packed(String encoding, String first, String then, int times) {
        boolean gzip = encoding.equals("gzip");
        byte[] head = utf8(OK + "Content-Encoding: " + encoding + "\r\n\r\n");
        Flux<byte[]> body = Flux.range(-1, times + 1)
                .map(i -> utf8(i < 0 ? first : then))
                .scan(new Packer(gzip), Packer::pack)
                .map(Packer::bytes)
                .filter(bytes -> bytes.length > 0);
        return gzip
                ? Flux.just(head, GZIP_HEAD).concatWith(body)
                : Flux.just(head).concatWith(body);
    }

    private static final class Packer {

        private final Deflater deflater;
        private byte[] bytes = {};

        Packer(boolean nowrap) {
            deflater = new Deflater(Deflater.BEST_COMPRESSION, nowrap);
        }

        Packer pack(byte[] plain) {
            byte[] out = new byte[plain.length + 64];
            deflater.setInput(plain);
            bytes = Arrays.copyOf(out, deflater.deflate(out));
            return this;
        }

        byte[] bytes() {
            return bytes;
        }
    }
}
