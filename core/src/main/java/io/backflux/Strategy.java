package io.backflux;

/** How a harvest's pages are requested. */
public enum Strategy {
    /** One after the other, by tokens. */
    CHAIN,
    /** Side by side, at offsets: up to about 21,000 rows. */
    OFFSETS,
    /** Side by side at offsets, in the stable order and backwards, until both meet: up to about 42,000 rows. */
    BOTH_ENDS,
    /** Side by side at offsets, block after block, from both ends until they meet; from the beginning only in order. */
    BLOCKS,
    /** By chains over ranges of {@code first_seen}, side by side: a chain that was resumed in parallel. */
    RANGES
}
