package io.backflux.simulator;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has become of each row, null where nothing has. Immutable: a change copies the few blocks that it touches and shares
 * the others, so that many states of many rows stand beside each other and are quickly compared.
 */
final class Standings {
    static final Standings NONE = new Standings(new Block[0], 0);

    private static final int BITS = 10;
    private static final int BLOCK = 1 << BITS;

    private final @Nullable Block[] blocks;
    private final int size;

    private Standings(@Nullable Block[] blocks, int size) {
        this.blocks = blocks;
        this.size = size;
    }

    int size() {
        return size;
    }

    @Nullable Standing get(int index) {
        Block block = block(index >> BITS);
        return block == null ? null : block.rows[index & (BLOCK - 1)];
    }

    private @Nullable Block block(int number) {
        return number < blocks.length ? blocks[number] : null;
    }

    /** The rows that stand otherwise in another state. */
    BitSet unlike(Standings other) {
        BitSet unlike = new BitSet();
        for (int number = 0; number < Math.max(blocks.length, other.blocks.length); number++) {
            if (block(number) != other.block(number)) {
                for (int index = number << BITS; index < (number + 1) << BITS; index++) {
                    unlike.set(index, !Objects.equals(get(index), other.get(index)));
                }
            }
        }
        return unlike;
    }

    /** Begins a change to so many rows, which may be more. */
    Change change(int newSize) {
        return new Change(this, newSize);
    }

    /** Some rows side by side. */
    private static final class Block {
        private final @Nullable Standing[] rows;

        Block(@Nullable Block from) {
            rows = from == null ? new Standing[BLOCK] : from.rows.clone();
        }
    }

    /** A state that is being made from another. */
    static final class Change {
        private final @Nullable Block[] blocks;
        private final BitSet copied = new BitSet();
        private final int size;

        private Change(Standings from, int size) {
            this.blocks = Arrays.copyOf(from.blocks, (size + BLOCK - 1) >> BITS);
            this.size = size;
        }

        @Nullable Standing get(int index) {
            Block block = blocks[index >> BITS];
            return block == null ? null : block.rows[index & (BLOCK - 1)];
        }

        void set(int index, Standing standing) {
            int number = index >> BITS;
            Block block = blocks[number];
            if (block == null || !copied.get(number)) {
                block = new Block(block);
                blocks[number] = block;
                copied.set(number);
            }
            block.rows[index & (BLOCK - 1)] = standing;
        }

        /** The state that has been made; nothing is set after this. */
        Standings made() {
            return new Standings(blocks, size);
        }
    }
}
