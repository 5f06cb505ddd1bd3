package io.backflux.benchmarks.reader;

import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.async.ByteArrayFeeder;
import tools.jackson.core.json.JsonFactory;

/** No rows, only the tokens of Jackson's non-blocking parser, fed in chunks. */
final class AsyncTokensReading implements PageReading {

    private final JsonFactory json = new JsonFactory();
    private final int chunk;

    AsyncTokensReading(int chunk) {
        this.chunk = chunk;
    }

    @Override
    public void read(byte[] page, Consumer<Object> rows) {
        int tokens = 0;
        try (JsonParser parser = json.createNonBlockingByteArrayParser(ObjectReadContext.empty())) {
            ByteArrayFeeder feeder = (ByteArrayFeeder) parser.nonBlockingInputFeeder();
            for (int from = 0; from < page.length; from += chunk) {
                feeder.feedInput(page, from, Math.min(from + chunk, page.length));
                while (parser.nextToken() != JsonToken.NOT_AVAILABLE) {
                    tokens++;
                }
            }
            feeder.endOfInput();
        }
        rows.accept(tokens);
    }
}
