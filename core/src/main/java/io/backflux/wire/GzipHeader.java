package io.backflux.wire;

import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;

/** The header of a gzip member, byte by byte, as it may be cut anywhere. */
final class GzipHeader {

    private static final int FIRST = 0x1f;
    private static final int SECOND = 0x8b;

    private static final int HAS_CHECK = 1 << 1;
    private static final int HAS_EXTRA = 1 << 2;
    private static final int HAS_NAME = 1 << 3;
    private static final int HAS_COMMENT = 1 << 4;
    private static final int RESERVED = 0xe0;

    /** In the order of the bytes. */
    private enum Part {
        MAGIC(2),
        METHOD(1),
        FLAGS(1),
        TIME_AND_SYSTEM(6),
        EXTRA_LENGTH(2),
        EXTRA(0),
        NAME(1),
        COMMENT(1),
        CHECK(2),
        END(0);

        private final int length;

        Part(int length) {
            this.length = length;
        }
    }

    private static final List<Part> IN_ORDER = List.of(Part.values());

    private final CRC32 checksum = new CRC32();
    private Part part = Part.MAGIC;
    private int left = Part.MAGIC.length;
    private int flags;
    private int value;

    /** Whether a member may begin so. */
    static boolean begins(int octet) {
        return octet == FIRST;
    }

    void begin() {
        checksum.reset();
        flags = 0;
        enter(Part.MAGIC, Part.MAGIC.length);
    }

    /**
     * Takes the next byte.
     *
     * @return whether it was the last one
     */
    boolean take(int octet) throws DataFormatException {
        if (part != Part.CHECK) {
            checksum.update(octet);
        }
        value = value >>> Byte.SIZE | octet << Byte.SIZE; // Numbers of two bytes, the lower one first.
        left -= isText() && octet != 0 ? 0 : 1;
        if (left == 0) {
            checkPart();
            enterNext();
        }
        return part == Part.END;
    }

    private boolean isText() {
        return part == Part.NAME || part == Part.COMMENT;
    }

    private void checkPart() throws DataFormatException {
        switch (part) {
            case MAGIC -> require(value == (SECOND << Byte.SIZE | FIRST), "it does not begin as gzip does");
            case METHOD -> require(value >>> Byte.SIZE == Deflater.DEFLATED, "the method is unknown");
            case FLAGS -> {
                flags = value >>> Byte.SIZE;
                require((flags & RESERVED) == 0, "reserved flags are set");
            }
            case CHECK -> require(value == ((int) checksum.getValue() & 0xffff), "the header's checksum is wrong");
            default -> {}
        }
    }

    private static void require(boolean holds, String what) throws DataFormatException {
        if (!holds) {
            throw new DataFormatException(what);
        }
    }

    private void enterNext() {
        int extra = part == Part.EXTRA_LENGTH ? value : 0;
        Part next = after(part);
        enter(next, next == Part.EXTRA ? extra : next.length);
        if (left == 0 && next != Part.END) {
            enterNext();
        }
    }

    private Part after(Part over) {
        Part next = IN_ORDER.get(IN_ORDER.indexOf(over) + 1);
        return isThere(next) ? next : after(next);
    }

    private boolean isThere(Part which) {
        return switch (which) {
            case EXTRA_LENGTH, EXTRA -> (flags & HAS_EXTRA) != 0;
            case NAME -> (flags & HAS_NAME) != 0;
            case COMMENT -> (flags & HAS_COMMENT) != 0;
            case CHECK -> (flags & HAS_CHECK) != 0;
            default -> true;
        };
    }

    private void enter(Part next, int length) {
        part = next;
        left = length;
    }
}
