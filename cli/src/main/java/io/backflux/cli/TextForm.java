package io.backflux.cli;

import io.backflux.NdjsonWriter;
import java.io.OutputStream;

/** How texts are written that end or begin within a character, with half a surrogate pair. */
enum TextForm {
    /** The half becomes U+FFFD, so that every reader of JSON takes the row. */
    READABLE {
        @Override
        NdjsonWriter writer(OutputStream out) {
            return new NdjsonWriter(out);
        }
    },
    /** The half stays: {@code --exact-text}. */
    EXACT {
        @Override
        NdjsonWriter writer(OutputStream out) {
            return NdjsonWriter.exact(out);
        }
    };

    /**
     * @param out closed with the writer
     */
    abstract NdjsonWriter writer(OutputStream out);
}
