package io.backflux.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GunzipTests {

    private static final byte[] CONTENT = "what was packed, what was packed, and what was packed".getBytes(ISO_8859_1);
    private static final byte[] PACKED = Gzip.of(CONTENT);
    private static final byte[] DEFLATED = Arrays.copyOfRange(PACKED, 10, PACKED.length);

    private static byte[] unpack(byte[] packed, int part, int piece) throws DataFormatException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] out = new byte[piece];
        try (Gunzip gunzip = new Gunzip(new Inflater(true))) {
            for (int from = 0; from < packed.length; from += part) {
                ByteBuffer in = ByteBuffer.wrap(packed, from, Math.min(part, packed.length - from));
                while (in.hasRemaining() || gunzip.hasMore()) {
                    content.write(out, 0, gunzip.read(in, out, 0, piece));
                }
            }
        }
        return content.toByteArray();
    }

    private static byte[] header(int flags, String fields) {
        return Gzip.join(
                new byte[] {0x1f, (byte) 0x8b, 8, (byte) flags, 1, 2, 3, 4, 0, 3}, fields.getBytes(ISO_8859_1));
    }

    private static byte[] checked(byte[] header) {
        CRC32 checksum = new CRC32();
        checksum.update(header);
        int check = (int) checksum.getValue();
        return Gzip.join(header, new byte[] {(byte) check, (byte) (check >> 8)});
    }

    static Stream<Arguments> whole() {
        return Stream.of(
                arguments("one member", PACKED),
                arguments("nothing behind a member of nothing", Gzip.of(new byte[0], CONTENT)),
                arguments("two members", Gzip.of(Arrays.copyOf(CONTENT, 9), Arrays.copyOfRange(CONTENT, 9, 53))),
                arguments("zeros between", Gzip.join(PACKED, new byte[99], Gzip.of(new byte[0]), new byte[9])),
                arguments("rubbish behind", Gzip.join(PACKED, CONTENT, PACKED)),
                arguments("zeros and rubbish behind", Gzip.join(PACKED, new byte[9], CONTENT)),
                arguments("a name", Gzip.join(header(8, "name\0"), DEFLATED)),
                arguments("no name", Gzip.join(header(8, "\0"), DEFLATED)),
                arguments("a comment", Gzip.join(header(16, "words\0"), DEFLATED)),
                arguments("more fields", Gzip.join(header(4, "\u0003\0abc"), DEFLATED)),
                arguments("no more fields", Gzip.join(header(4, "\0\0"), DEFLATED)),
                arguments("a checked header", Gzip.join(checked(header(2, "")), DEFLATED)),
                arguments("all of that", Gzip.join(checked(header(31, "\u0001\0a\0b\0")), DEFLATED)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whole")
    void whatIsWholeIsUnpackedHoweverItIsSplit(String name, byte[] packed) throws Exception {
        for (int part : new int[] {1, 2, 7, packed.length}) {
            for (int piece : new int[] {1, 7, CONTENT.length, 4_096}) {
                assertThat(unpack(packed, part, piece))
                        .as("parts of %d, pieces of %d", part, piece)
                        .isEqualTo(CONTENT);
            }
        }
    }

    static Stream<Arguments> broken() {
        byte[] wrongSum = PACKED.clone();
        wrongSum[PACKED.length - 8] ^= 1;
        byte[] wrongSize = PACKED.clone();
        wrongSize[PACKED.length - 1] ^= 1;
        byte[] wrongCheck = checked(header(2, ""));
        wrongCheck[10] ^= 1;
        byte[] noDeflate = Gzip.join(header(0, "\u0007"), CONTENT);
        return Stream.of(
                arguments("a wrong sum", wrongSum),
                arguments("a wrong size", wrongSize),
                arguments("not gzip", CONTENT),
                arguments("only half of its beginning", new byte[] {0x1f, 0}),
                arguments("another method", new byte[] {0x1f, (byte) 0x8b, 7}),
                arguments("reserved flags", header(0x20, "")),
                arguments("a wrong check of the header", Gzip.join(wrongCheck, DEFLATED)),
                arguments("not deflated", noDeflate),
                arguments("rubbish that begins like a member", Gzip.join(PACKED, new byte[] {0x1f, 1})),
                arguments("a broken member", Gzip.join(PACKED, new byte[7], wrongSum)),
                arguments("too many zeros behind", Gzip.join(PACKED, new byte[(1 << 20) + 1])),
                arguments("too much behind", Gzip.join(PACKED, CONTENT, new byte[1 << 20])));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void whatIsBrokenIsSaidHoweverItIsSplit(String name, byte[] packed) {
        for (int part : new int[] {1, 7, packed.length}) {
            assertThatThrownBy(() -> unpack(packed, part, 4_096))
                    .as("parts of %d", part)
                    .isInstanceOf(DataFormatException.class);
        }
    }

    @Test
    void whatIsCutIsUnpackedAsFarAsItCame() throws Exception {
        for (int cut = 0; cut < PACKED.length; cut++) {
            String unpacked = new String(unpack(Arrays.copyOf(PACKED, cut), 1, 4_096), ISO_8859_1);
            assertThat(new String(CONTENT, ISO_8859_1)).startsWith(unpacked);
        }
        assertThat(unpack(Arrays.copyOf(PACKED, PACKED.length - 8), 1, 4_096)).isEqualTo(CONTENT);
    }
}
