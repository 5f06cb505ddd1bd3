package io.backflux;

/**
 * How much an answer may hold before it is refused as hostile or broken. Bytes are counted as they come, and once more as
 * they are unpacked.
 *
 * <p>Defaults, far above any real answer (a page of 1000 rows is about 3.3 MB):
 * <ul>
 *   <li>{@code maxAnswerBytes} 64 MiB
 *   <li>{@code maxRowBytes} 4 MiB
 *   <li>{@code maxDepth} 64
 *   <li>{@code maxNameLength} 1,024
 *   <li>{@code maxStringLength} 1,048,576
 *   <li>{@code maxNumberLength} 128
 * </ul>
 *
 * @param maxAnswerBytes bytes of one answer
 * @param maxRowBytes bytes of one row, and of what stands before the rows or after them
 * @param maxDepth objects and arrays inside one another, counted from the answer's root
 * @param maxNameLength characters of a field's name
 * @param maxStringLength characters of a text
 * @param maxNumberLength characters of a number
 */
public record ParseLimits(
        long maxAnswerBytes,
        int maxRowBytes,
        int maxDepth,
        int maxNameLength,
        int maxStringLength,
        int maxNumberLength) {

    public static final ParseLimits DEFAULT = new ParseLimits(64L << 20, 4 << 20, 64, 1024, 1 << 20, 128);

    public ParseLimits {
        positive("maxAnswerBytes", maxAnswerBytes);
        positive("maxRowBytes", maxRowBytes);
        positive("maxDepth", maxDepth);
        positive("maxNameLength", maxNameLength);
        positive("maxStringLength", maxStringLength);
        positive("maxNumberLength", maxNumberLength);
    }

    private static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, was " + value);
        }
    }
}
