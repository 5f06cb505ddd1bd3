package io.backflux.benchmarks.reader;

import io.backflux.benchmarks.Case;
import io.backflux.benchmarks.Result;
import io.backflux.benchmarks.Rounds;
import io.backflux.benchmarks.RunOptions;
import io.backflux.benchmarks.Suite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rows of a page in memory, by each contender: CPU time and allocation a row. */
public final class ReaderSuite implements Suite {

    private static final List<String> FORMS = List.of("pretty", "minified");

    @Override
    public String name() {
        return "reader";
    }

    @Override
    public List<Result> run(RunOptions options) throws Exception {
        try (PageFiles pages = new PageFiles()) {
            return new Rounds(name(), cases(pages), options).run(options);
        }
    }

    private static List<Case> cases(PageFiles pages) {
        List<Case> cases = new ArrayList<>();
        for (String form : FORMS) {
            for (Contender contender : Contender.values()) {
                contender.chunks.forEach(chunk -> cases.add(reading(contender, form, chunk, pages.of(form))));
            }
        }
        return cases;
    }

    private static Case reading(Contender contender, String form, Chunk chunk, Path page) {
        Map<String, String> params =
                Map.of("subject", contender.subject, "chunk", chunk.name(), "form", form, "file", page.toString());
        return new Case(contender.subject, form + " " + chunk, ReadingBenchmark.class, params, "row");
    }
}
