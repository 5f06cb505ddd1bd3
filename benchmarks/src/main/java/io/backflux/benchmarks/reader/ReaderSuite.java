package io.backflux.benchmarks.reader;

import io.backflux.benchmarks.Forked;
import io.backflux.benchmarks.Progress;
import io.backflux.benchmarks.Result;
import io.backflux.benchmarks.RunOptions;
import io.backflux.benchmarks.Samples;
import io.backflux.benchmarks.Suite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** The rows of a page in memory, read by each contender in forks of its own. */
public final class ReaderSuite implements Suite {

    static final List<String> FORMS = List.of("pretty", "minified");

    private record Setting(Contender contender, String form, Chunk chunk) {}

    @Override
    public String name() {
        return "reader";
    }

    @Override
    public List<Result> run(RunOptions options) throws Exception {
        Samples samples = new Samples(name());
        List<Setting> settings = settings(options);
        Progress progress = new Progress(name(), settings.size() * options.forks());
        try (PageFiles pages = new PageFiles()) {
            for (int round = 0; round < options.forks(); round++) {
                for (Setting setting : settings) {
                    progress.next(setting.contender.subject + " " + label(setting));
                    measure(setting, pages.of(setting.form), options.quick(), samples);
                }
            }
        }
        return samples.results();
    }

    private static List<Setting> settings(RunOptions options) {
        List<Setting> settings = new ArrayList<>();
        for (String form : FORMS) {
            for (Contender contender : Contender.values()) {
                if (options.only().matcher(contender.subject).find()) {
                    contender.chunks.forEach(chunk -> settings.add(new Setting(contender, form, chunk)));
                }
            }
        }
        return settings;
    }

    private static void measure(Setting setting, Path page, boolean quick, Samples samples) throws RunnerException {
        String subject = setting.contender.subject;
        Map<String, String> params = Map.of(
                "subject", subject, "chunk", setting.chunk.name(), "form", setting.form, "file", page.toString());
        Forked fork = Forked.run(ReadingBenchmark.class, params, quick);
        samples.add(subject, label(setting), "cpu", "ns/row", fork.cpu());
        samples.add(subject, label(setting), "wall", "ns/row", fork.wall());
        samples.add(subject, label(setting), "allocated", "B/row", fork.allocated());
    }

    private static String label(Setting setting) {
        return setting.form + " " + setting.chunk;
    }
}
