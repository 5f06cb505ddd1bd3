package io.backflux.benchmarks.reader;

/** How much of a page comes at once. */
public enum Chunk {
    KIB_1("1 KiB", 1 << 10),
    KIB_8("8 KiB", 8 << 10),
    KIB_16("16 KiB", 16 << 10),
    KIB_64("64 KiB", 64 << 10),
    WHOLE_PAGE("whole page", 1 << 30);

    private final String label;
    private final int bytes;

    Chunk(String label, int bytes) {
        this.label = label;
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return label;
    }
}
