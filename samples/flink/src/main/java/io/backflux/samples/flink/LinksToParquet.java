package io.backflux.samples.flink;

import io.backflux.Backlink;
import io.backflux.flink.BacklinkTypeInfo;
import io.backflux.flink.BacklinksSource;
import io.backflux.flink.BacklinksSourceBuilder;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.transport.Credentials;
import io.backflux.simulator.BacklinksSimulator;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * All links of some targets into a folder of Parquet files, with a report beside it.
 *
 * <p>{@code LinksToParquet FOLDER [--simulate ROWS] TARGET...}
 */
public final class LinksToParquet {

    private static final int READERS = 4;

    private LinksToParquet() {}

    /** Runs the job to its end, in this process. */
    public static void main(String[] args) throws Exception {
        List<String> words = new ArrayList<>(List.of(args));
        int option = words.indexOf("--simulate");
        long rows = 0;
        if (option >= 0 && option + 1 < words.size()) {
            rows = Long.parseLong(words.remove(option + 1));
            words.remove(option);
        }
        if (words.size() < 2 || words.get(0).startsWith("-")) {
            System.err.println("usage: samples/flink/run FOLDER [--simulate ROWS] TARGET...");
            System.exit(2);
        }
        Path folder = Path.of(words.get(0)).toAbsolutePath();
        String[] targets = words.subList(1, words.size()).toArray(new String[0]);
        if (rows > 0) {
            try (BacklinksSimulator api =
                    BacklinksSimulator.builder().rows(rows).start()) {
                run(folder, simulated(api.baseUrl()), targets);
            }
        } else {
            run(folder, BacklinksSource.builder(), targets);
        }
        System.out.println("Parquet files in " + folder.resolve("links") + ", and how each target ended:");
        System.out.print(Files.readString(folder.resolve("report.ndjson")));
    }

    private static BacklinksSourceBuilder simulated(URI url) {
        return BacklinksSource.builder()
                .client(() ->
                        BacklinksClient.builder().baseUrl(url).credentials(Credentials.of("simulator", "simulator")));
    }

    /** Resumes what was stopped in that folder before. */
    static void run(Path folder, BacklinksSourceBuilder source, String... targets) throws Exception {
        SavedState state = new SavedState(folder.resolve("state"));
        Configuration configuration = state.resume();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(READERS, configuration);
        env.enableCheckpointing(2_000);
        describe(env, source, folder.toUri().toString(), targets);
        env.execute("links to Parquet");
        state.delete();
    }

    /** The job: where rows come from, and where they go. */
    static void describe(
            StreamExecutionEnvironment env, BacklinksSourceBuilder builder, String folder, String... targets) {
        BacklinksSource<Backlink> source =
                builder.targets(targets).reportTo(folder + "/report.ndjson").build();
        FileSink<Backlink> files = FileSink.forBulkFormat(
                        new org.apache.flink.core.fs.Path(folder + "/links"), ParquetLinks::to)
                .withBucketAssigner(new BasePathBucketAssigner<>())
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(
                        OutputFileConfig.builder().withPartSuffix(".parquet").build())
                .build();
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "backlinks", BacklinkTypeInfo.INSTANCE)
                .uid("backlinks") // By these names a job that is resumed finds its state.
                .sinkTo(files)
                .uid("files");
    }
}
