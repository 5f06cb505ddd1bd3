package io.backflux.benchmarks.reader;

import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.json.JsonFactory;

/** Jackson's non-blocking parser to this library's rows, fed in chunks. */
final class AsyncReading implements PageReading {

    private final JsonFactory json = new JsonFactory();
    private final int chunk;

    AsyncReading(int chunk) {
        this.chunk = chunk;
    }

    @Override
    public void read(byte[] page, Consumer<Object> rows) {
        try (JsonParser parser = json.createNonBlockingByteArrayParser(ObjectReadContext.empty())) {
            ByteArrayFeeder feeder = (ByteArrayFeeder) parser.nonBlockingInputFeeder();
            AsyncRowParser rowParser = new AsyncRowParser(parser, rows);
            for (int from = 0; from < page.length; from += chunk) {
                feeder.feedInput(page, from, Math.min(from + chunk, page.length));
                rowParser.parseWhatCame();
            }
            feeder.endOfInput();
        }
    }
}
