package io.backflux.cli;

import com.github.luben.zstd.util.Native;

/** Whether Zstandard is there. It is native code that is unpacked into the folder for temporary files, from where it must be run. */
final class Zstd {

    private Zstd() {}

    /** @throws IllegalArgumentException if this format needs it, and it can't be loaded */
    static void check(RowFormat format) {
        if (format != RowFormat.NDJSON_ZST && !format.isParquet()) {
            return;
        }
        try {
            Native.load();
        } catch (LinkageError e) {
            throw new IllegalArgumentException(
                    format.word() + " needs Zstandard, which can't be loaded here (" + e.getMessage()
                            + "); let -DZstdTempFolder in BACKFLUX_OPTS name another folder for it, or take --format ndjson.gz",
                    e);
        }
    }
}
