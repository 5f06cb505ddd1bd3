package io.backflux.benchmarks.reader;

import java.util.function.Consumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** No rows, only the tokens of Jackson's blocking parser: the floor of all that is built on it. */
final class TokensReading implements PageReading {

    private final JsonFactory json = new JsonFactory();

    @Override
    public void read(byte[] page, Consumer<Object> rows) {
        int tokens = 0;
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), page)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        rows.accept(tokens);
    }
}
