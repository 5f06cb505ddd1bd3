package io.backflux.benchmarks.reader;

import static io.backflux.benchmarks.reader.Chunk.KIB_1;
import static io.backflux.benchmarks.reader.Chunk.KIB_16;
import static io.backflux.benchmarks.reader.Chunk.KIB_64;
import static io.backflux.benchmarks.reader.Chunk.KIB_8;
import static io.backflux.benchmarks.reader.Chunk.WHOLE_PAGE;

import io.backflux.BacklinkColumn;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;

/** Whatever reads pages, and in which chunks it is given them. */
enum Contender {
    BACKFLUX("backflux", chunk -> new BackfluxReading(chunk.bytes()), KIB_16, KIB_1, KIB_8, KIB_64, WHOLE_PAGE),
    BACKFLUX_3_COLUMNS(
            "backflux-3-columns",
            chunk -> new BackfluxReading(
                    chunk.bytes(), EnumSet.of(BacklinkColumn.URL_FROM, BacklinkColumn.URL_TO, BacklinkColumn.RANK)),
            KIB_16),
    ASYNC_TOKENS("jackson-async-tokens", chunk -> new AsyncTokensReading(chunk.bytes()), KIB_16),
    ASYNC("jackson-async", chunk -> new AsyncReading(chunk.bytes()), KIB_16),
    TOKENS("jackson-tokens", page -> new TokensReading(), WHOLE_PAGE),
    DATABIND("databind", page -> new DatabindReading(false), WHOLE_PAGE),
    DATABIND_BLACKBIRD("databind-blackbird", page -> new DatabindReading(true), WHOLE_PAGE),
    GSON_TREES("gson-trees", page -> new GsonReading(true), WHOLE_PAGE),
    GSON("gson", page -> new GsonReading(false), WHOLE_PAGE),
    FASTJSON2("fastjson2", page -> new Fastjson2Reading(), WHOLE_PAGE),
    DSL_JSON("dsl-json", page -> new DslJsonReading(), WHOLE_PAGE),
    AVAJE_JSONB("avaje-jsonb", page -> new AvajeReading(), WHOLE_PAGE);

    final String subject;
    final List<Chunk> chunks;
    private final Function<Chunk, PageReading> reading;

    Contender(String subject, Function<Chunk, PageReading> reading, Chunk... chunks) {
        this.subject = subject;
        this.reading = reading;
        this.chunks = List.of(chunks);
    }

    static Contender of(String subject) {
        return Arrays.stream(values())
                .filter(contender -> contender.subject.equals(subject))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + subject));
    }

    PageReading reading(Chunk chunk) {
        return reading.apply(chunk);
    }

    /** Whether it makes whole rows; tokens alone are a floor. */
    boolean makesRows() {
        return this != TOKENS && this != ASYNC_TOKENS && this != BACKFLUX_3_COLUMNS;
    }
}
