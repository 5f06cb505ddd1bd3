package io.backflux.benchmarks.reader;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONFactory;
import com.alibaba.fastjson2.JSONReader;
import com.alibaba.fastjson2.reader.ObjectReader;
import com.alibaba.fastjson2.reader.ObjectReaderProvider;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** fastjson2, which writes a class for each bean at run time. */
final class Fastjson2Reading implements PageReading {

    private final JSONReader.Context context;

    Fastjson2Reading() {
        ObjectReaderProvider provider = new ObjectReaderProvider();
        provider.register(Instant.class, new Times());
        context = JSONFactory.createReadContext(provider);
    }

    @Override
    public void read(byte[] page, Consumer<Object> rows) {
        AnswerBean answer = JSON.parseObject(page, AnswerBean.class, context);
        rows.accept(answer.rows());
    }

    private static final class Times implements ObjectReader<Instant> {

        @Override
        public @Nullable Instant readObject(
                JSONReader reader, @Nullable Type type, @Nullable Object name, long features) {
            String text = reader.readString();
            return text == null ? null : SeenTime.parse(text);
        }
    }
}
