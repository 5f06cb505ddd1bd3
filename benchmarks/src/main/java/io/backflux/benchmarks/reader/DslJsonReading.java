package io.backflux.benchmarks.reader;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import com.dslplatform.json.runtime.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Consumer;

/** dsl-json, with converters that its annotation processor wrote. */
final class DslJsonReading implements PageReading {

    private final DslJson<Object> json = new DslJson<>(Settings.basicSetup());
    private final JsonReader<Object> reader = json.newReader();

    @Override
    public void read(byte[] page, Consumer<Object> rows) {
        try {
            reader.process(page, page.length);
            rows.accept(Objects.requireNonNull(reader.next(AnswerBean.class)).rows());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
