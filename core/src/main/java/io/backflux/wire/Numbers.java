package io.backflux.wire;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonParser.NumberType;

/** Numbers as the API writes them: {@code 12.0} is a fine integer. */
final class Numbers {

    /** Sums of numbers like 1e20000000 would have as many digits. */
    private static final int LARGEST_SCALE = 100;

    private static final long ZEROS = 0x3030_3030_3030_3030L;
    private static final long ABOVE_NINE = 0x7676_7676_7676_7676L;

    private Numbers() {}

    /**
     * The integer that stands there, without asking the parser, which has found that it is one.
     *
     * @param from its first byte
     * @return -1 where it has a sign or more than seven digits, or stands too near to the array's end
     */
    static int plain(byte[] bytes, int from) {
        if (from > bytes.length - EightBytes.COUNT) {
            return -1;
        }
        long values = EightBytes.at(bytes, from) ^ ZEROS; // The first digit is in the lowest byte.
        long others = (((values & ~EightBytes.HIGH_BITS) + ABOVE_NINE) | values) & EightBytes.HIGH_BITS;
        int digits = EightBytes.before(others);
        if (digits == 0 || digits == EightBytes.COUNT) {
            return -1;
        }
        long ones = values << ((EightBytes.COUNT - digits) << 3);
        long pairs = (ones * 10 + (ones >>> 8)) & 0x00ff_00ff_00ff_00ffL;
        long fours = (pairs * 100 + (pairs >>> 16)) & 0x0000_ffff_0000_ffffL;
        return (int) (fours * 10_000 + (fours >>> 32));
    }

    /** The integer that the parser stands on; null where it is none, or does not fit into 64 bits. */
    static @Nullable Long integral(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == NumberType.BIG_INTEGER ? null : Long.valueOf(parser.getLongValue());
            case VALUE_NUMBER_FLOAT -> exact(parser.getString());
            default -> null;
        };
    }

    private static @Nullable Long exact(String text) {
        try {
            return new BigDecimal(text).longValueExact();
        } catch (ArithmeticException | NumberFormatException fraction) {
            return null;
        }
    }

    /** The count that the parser stands on; null where it is none. */
    static @Nullable Long count(JsonParser parser) {
        Long count = integral(parser);
        return count == null || count < 0 ? null : count;
    }

    /** The decimal that the parser stands on; null where it is no number, or one of no sane size. */
    static @Nullable BigDecimal decimal(JsonParser parser) {
        if (!parser.currentToken().isNumeric()) {
            return null;
        }
        try {
            BigDecimal value = new BigDecimal(parser.getString());
            return isSane(value) ? value : null;
        } catch (NumberFormatException exponentTooLarge) {
            return null;
        }
    }

    static boolean isSane(BigDecimal value) {
        return Math.abs(value.scale()) <= LARGEST_SCALE;
    }
}
