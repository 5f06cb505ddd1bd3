package io.backflux.benchmarks.reader;

import io.backflux.Backlink;
import io.backflux.BacklinkColumn;
import io.backflux.ParseLimits;
import io.backflux.wire.PageFormat;
import io.backflux.wire.PageReader;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** This library's reader, fed as an answer arrives. */
final class BackfluxReading implements PageReading {

    private final PageFormat format;
    private final int chunk;

    BackfluxReading(int chunk) {
        this(chunk, null);
    }

    /**
     * @param columns null for whole rows
     */
    BackfluxReading(int chunk, @Nullable Set<BacklinkColumn> columns) {
        this.chunk = chunk;
        this.format = new PageFormat(ParseLimits.DEFAULT).selecting(columns);
    }

    @Override
    public void read(byte[] page, Consumer<Object> rows) {
        try (PageReader reader = format.newReader()) {
            for (int from = 0; from < page.length; from += chunk) {
                reader.feed(ByteBuffer.wrap(page, from, Math.min(chunk, page.length - from)));
                drain(reader, rows);
            }
            reader.endOfInput();
            drain(reader, rows);
            if (!reader.ended()) {
                throw new IllegalStateException("page not read to its end", reader.failure());
            }
        }
    }

    private static void drain(PageReader reader, Consumer<Object> rows) {
        for (Backlink row = reader.poll(); row != null; row = reader.poll()) {
            rows.accept(row);
        }
    }
}
