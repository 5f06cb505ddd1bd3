package io.backflux.samples.flink;

import io.backflux.Backlink;
import io.backflux.error.BacklinksException;
import io.backflux.flink.BacklinkTypeInfo;
import io.backflux.flink.BacklinksSource;
import io.backflux.flink.BacklinksSourceBuilder;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.transport.Credentials;
import io.backflux.samples.flink.HarvestFolder.Stage;
import io.backflux.simulator.BacklinksSimulator;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * All links of some targets into a folder of Parquet files, with a report beside it.
 *
 * <p>{@code LinksToParquet FOLDER [--simulate ROWS] [--trace] TARGET...}
 */
public final class LinksToParquet {

    private static final int READERS = 4;

    private LinksToParquet() {}

    /** Runs the job to its end, in this process. Exit codes: 0 all is well, 1 something failed, 2 a command that can't be run. */
    public static void main(String[] args) throws Exception {
        int status = run(List.of(args), System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    static int run(List<String> words, PrintStream out, PrintStream err) throws Exception {
        Command command;
        try {
            command = Command.of(words);
            checkCredentials(command);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return 2;
        }
        try (HarvestFolder folder = new HarvestFolder(command.folder())) {
            return run(command, folder, out, err);
        }
    }

    private static int run(Command command, HarvestFolder folder, PrintStream out, PrintStream err) throws IOException {
        Stage stage;
        try {
            stage = folder.open(command.harvest());
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return 2;
        }
        if (stage == Stage.DONE) {
            folder.finish();
            out.println("The folder " + command.folder() + " is done already, so nothing is bought."
                    + " To harvest anew give another folder, or delete it. How each target ended:");
            return print(folder, out);
        }
        out.println((stage == Stage.NEW ? "Begins " : "Resumes ") + command.folder() + ": " + command.harvest());
        if (command.isSimulated()) {
            try (BacklinksSimulator api =
                    BacklinksSimulator.builder().rows(command.simulatedRows()).start()) {
                return harvest(command, folder, simulated(api.baseUrl()), out, err);
            }
        }
        return harvest(command, folder, BacklinksSource.builder(), out, err);
    }

    private static void checkCredentials(Command command) {
        if (!command.isSimulated()) {
            try {
                Credentials.fromEnvironment();
            } catch (IllegalStateException e) {
                throw new IllegalArgumentException(
                        e.getMessage() + " for the real API; to try without an account add --simulate 50000", e);
            }
        }
    }

    static BacklinksSourceBuilder simulated(URI url) {
        return BacklinksSource.builder()
                .client(() ->
                        BacklinksClient.builder().baseUrl(url).credentials(Credentials.of("simulator", "simulator")));
    }

    @SuppressWarnings("try") // Progress is for its lines alone.
    static int harvest(
            Command command, HarvestFolder folder, BacklinksSourceBuilder source, PrintStream out, PrintStream err)
            throws IOException {
        try (Progress progress = Progress.every(Duration.ofSeconds(10), out)) {
            execute(folder, source, command.targets());
        } catch (Exception e) {
            err.println("The job failed: " + reason(e));
            err.println("What came is kept, and the same command resumes.");
            if (command.isTraced()) {
                e.printStackTrace(err);
            }
            return 1;
        }
        folder.finish();
        out.println("Parquet files in " + folder.links() + ", and how each target ended:");
        return print(folder, out);
    }

    private static int print(HarvestFolder folder, PrintStream out) throws IOException {
        String report = Files.readString(folder.report());
        out.print(report);
        return report.contains("\"status\":\"failed\"") ? 1 : 0;
    }

    /** The client's message where it is the client that failed, otherwise the first cause. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof BacklinksException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /** Resumes what was stopped in that folder before. */
    static void execute(HarvestFolder folder, BacklinksSourceBuilder source, List<String> targets) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(
                READERS, folder.state().resume());
        env.enableCheckpointing(2_000);
        // A target that is refused must not keep the others from their end.
        describe(
                env,
                source.targets(targets.toArray(new String[0])).keepGoing(true),
                folder.links().toUri().toString(),
                folder.reportOfState().toUri().toString());
        env.execute("links to Parquet");
    }

    /** The job: where rows come from, and where they go. */
    static void describe(StreamExecutionEnvironment env, BacklinksSourceBuilder builder, String links, String report) {
        BacklinksSource<Backlink> source = builder.reportTo(report).build();
        FileSink<Backlink> files = FileSink.forBulkFormat(new org.apache.flink.core.fs.Path(links), ParquetLinks::to)
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
