package io.backflux.paging;

import io.backflux.Backlink;
import org.jspecify.annotations.Nullable;

/**
 * What makes a row the same row in another answer: its two addresses, what kind of link it is, and its text. Not unique:
 * a page may link twice in just the same way.
 */
public final class RowIdentity {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int NONE = 0x10000; // No character.
    private static final int END = 0x10001; // No character either.

    private RowIdentity() {}

    /**
     * 64 bits for the row, the same in every release, because checkpoints hold them. The lower 32 are
     * {@link #sampleHash}.
     */
    static long hash(
            @Nullable String urlFrom, @Nullable String urlTo, @Nullable String itemType, @Nullable String anchor) {
        long hash = add(add(add(add(FNV_OFFSET, urlFrom), urlTo), itemType), anchor);
        return (mixed(hash) << Integer.SIZE) | (sampleHash(urlFrom) & 0xffff_ffffL);
    }

    /**
     * As {@link #hash}, and as lasting, but cheaper: four characters a step. It knows {@code first_seen} too, which never
     * changes: so links that are alike but were found at different times are different rows. Never 0.
     */
    public static long of(Backlink row) {
        long hash = passingHash(row.urlFrom(), row.urlTo(), row.itemType(), row.anchor());
        long second = row.firstSeen() == null ? 0 : row.firstSeen().getEpochSecond();
        long whole = hash ^ (mixed(second + 1) << Integer.SIZE);
        return whole == 0 ? 1 : whole;
    }

    /** See {@link #of}. */
    static long passingHash(
            @Nullable String urlFrom, @Nullable String urlTo, @Nullable String itemType, @Nullable String anchor) {
        long hash = addFours(addFours(addFours(addFours(FNV_OFFSET, urlFrom), urlTo), itemType), anchor);
        return (mixed(hash) << Integer.SIZE) | (sampleHash(urlFrom) & 0xffff_ffffL);
    }

    /** 32 bits that cost little, to choose a sample by. */
    static int sampleHash(@Nullable String urlFrom) {
        return (int) mixed(urlFrom == null ? NONE : urlFrom.hashCode());
    }

    private static long add(long hash, @Nullable String text) {
        if (text == null) {
            return (hash ^ NONE) * FNV_PRIME;
        }
        long sum = hash;
        for (int i = 0; i < text.length(); i++) {
            sum = (sum ^ text.charAt(i)) * FNV_PRIME;
        }
        return (sum ^ END) * FNV_PRIME;
    }

    private static long addFours(long hash, @Nullable String text) {
        if (text == null) {
            return added(hash, NONE);
        }
        int length = text.length();
        long sum = added(hash, length);
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            long four = (long) text.charAt(i) << 48
                    | (long) text.charAt(i + 1) << 32
                    | (long) text.charAt(i + 2) << 16
                    | text.charAt(i + 3);
            sum = added(sum, four);
        }
        for (; i < length; i++) {
            sum = added(sum, text.charAt(i));
        }
        return sum;
    }

    private static long added(long hash, long bits) {
        long product = (hash ^ bits) * 0x9e37_79b9_7f4a_7c15L;
        return product ^ (product >>> 32);
    }

    /** So that each bit of the input reaches each bit of the output. */
    private static long mixed(long bits) {
        long z = bits;
        z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
        z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return z ^ (z >>> 33);
    }
}
