package io.backflux.jackson;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.Checkpoint;
import io.backflux.HarvestProgress;
import io.backflux.HarvestSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.Version;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleDeserializers;
import tools.jackson.databind.module.SimpleSerializers;

/**
 * Teaches a mapper of Jackson 3 to write and read {@link Backlink}, {@link BacklinksPage}, {@link HarvestSummary} and {@link
 * HarvestProgress}, under the API's names where the API has any. {@code findAndAddModules()} finds it.
 *
 * <pre>{@code
 * JsonMapper mapper = JsonMapper.builder().addModule(new BacklinksModule()).build();
 * }</pre>
 *
 * <ul>
 *   <li><b>Rows</b> are just what {@link Backlink#toJson()} writes, unknown fields included, and are read as {@link
 *       Backlink#fromJson} reads them: what came as null is null, what did not come is left out.
 *   <li><b>Pages</b> have {@code number}, {@code last}, {@code total_count}, {@code items_count}, {@code items}, {@code cost} and
 *       {@code task_id}. <b>Summaries</b> have the names of the summary that the command writes.
 *   <li>Times are written as the API does ({@code 2023-02-10 16:15:27 +00:00}), sums of money as numbers, enums in small letters. What
 *       is not known is null. Unknown fields of a page or a summary are skipped.
 *   <li><b>Checkpoints</b> hold the API's token, which is a secret, and are left out, so that a page can go to a browser. Without its
 *       checkpoint a page can't be read again: {@link #withCheckpoints()} writes and reads them, too.
 * </ul>
 *
 * <p>Naming strategies, inclusion rules and other settings for beans have no effect on these values. Immutable.
 */
public final class BacklinksModule extends JacksonModule {

    private final boolean checkpoints;

    /** A module that writes no checkpoint. */
    public BacklinksModule() {
        this(false);
    }

    private BacklinksModule(boolean checkpoints) {
        this.checkpoints = checkpoints;
    }

    /**
     * A module that writes and reads checkpoints, within pages and summaries and by themselves. They hold the API's token: what is
     * written goes where only its owner can read. Added after one that was found, it takes its place.
     */
    public static BacklinksModule withCheckpoints() {
        return new BacklinksModule(true);
    }

    @Override
    public String getModuleName() {
        return "backflux";
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public void setupModule(SetupContext context) {
        List<ValueSerializer<?>> writers = new ArrayList<>(List.of(
                new RowSerializer(),
                new PageSerializer(checkpoints),
                new SummarySerializer(checkpoints),
                new ProgressSerializer()));
        Map<Class<?>, ValueDeserializer<?>> readers = new HashMap<>(Map.of(
                Backlink.class, new RowDeserializer(),
                BacklinksPage.class, new PageDeserializer(checkpoints),
                HarvestSummary.class, new SummaryDeserializer(checkpoints),
                HarvestProgress.class, new ProgressDeserializer()));
        if (checkpoints) {
            writers.add(new CheckpointSerializer());
            readers.put(Checkpoint.class, new CheckpointDeserializer());
        }
        context.addSerializers(new SimpleSerializers(writers));
        context.addDeserializers(new SimpleDeserializers(readers));
    }
}
