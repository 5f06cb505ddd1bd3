package io.backflux.wire;

import java.util.Arrays;
import java.util.List;

/** Values that were read before, reused where they come again: that costs less than new ones. */
final class Repeats {

    private static final int SLOTS = 1 << 6;
    private static final int LONGEST_LIST = 1 << 8;

    private final LastText[] texts = new LastText[Column.COUNT];
    private final List<?>[] lists = new List<?>[SLOTS];
    private final Integer[] numbers = new Integer[Column.COUNT];
    private final Long[] longs = new Long[Column.COUNT];

    Repeats() {
        Arrays.fill(lists, List.of());
        for (Column column : Column.ALL) {
            if (column.kind == Column.Kind.REPEATED_TEXT) {
                texts[column.index] = new LastText();
            }
            numbers[column.index] = 0;
            longs[column.index] = 0L;
        }
    }

    LastText text(Column column) {
        return texts[column.index];
    }

    /** An immutable list that equals this one. Only short ones are kept, because an answer may hold any. */
    @SuppressWarnings("unchecked") // Only lists of texts are kept.
    List<String> list(List<String> texts) {
        if (!isShort(texts)) {
            return List.copyOf(texts);
        }
        int slot = texts.hashCode() & (SLOTS - 1);
        List<?> known = lists[slot];
        if (texts.equals(known)) {
            return (List<String>) known;
        }
        List<String> list = List.copyOf(texts);
        lists[slot] = list;
        return list;
    }

    private static boolean isShort(List<String> texts) {
        int length = 0;
        for (int i = 0; i < texts.size() && length <= LONGEST_LIST; i++) {
            length += 1 + texts.get(i).length();
        }
        return length <= LONGEST_LIST;
    }

    /** The number in the type of its field. */
    Object number(Column column, int value) {
        if (column.kind == Column.Kind.INTEGER) {
            return integer(column.index, value);
        }
        return wide(column.index, value);
    }

    private Integer integer(int index, int value) {
        Integer last = numbers[index];
        if (last == value) {
            return last;
        }
        numbers[index] = value;
        return numbers[index];
    }

    private Long wide(int index, long value) {
        Long last = longs[index];
        if (last == value) {
            return last;
        }
        longs[index] = value;
        return longs[index];
    }
}
