package io.backflux;

import io.backflux.error.BacklinksException;
import io.backflux.error.CheckpointException;
import io.backflux.wire.CheckpointAccess;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.UnreadableCheckpoint;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a harvest stands, so that another run, days later or on another machine, resumes exactly there: the rows that it
 * covers never come again, and the pages that it covers are never paid for again. Immutable, small (about 1 KB between
 * two pages, up to 15 KB within one) and bound to its query.
 *
 * <p>Store it only <em>after</em> the rows that it covers: then whatever happens in between, none is lost. <b>It holds the
 * API's token, which holds the account's id: treat its JSON as a secret</b>, as {@link #toString} does.
 */
public final class Checkpoint {

    static {
        CheckpointAccess.grant(new CheckpointAccess() {
            @Override
            protected Checkpoint make(CheckpointContent content) {
                return new Checkpoint(null, content);
            }

            @Override
            protected CheckpointContent open(Checkpoint checkpoint) {
                return checkpoint.content;
            }
        });
    }

    private final CheckpointContent content;

    /** As it was read, or else made when it is asked for; by two threads at once it may be made twice, and is the same. */
    private @Nullable String json;

    private Checkpoint(@Nullable String json, CheckpointContent content) {
        this.json = json;
        this.content = content;
    }

    /**
     * Reads what {@link #toJson()} wrote, in this release or another.
     *
     * @throws CheckpointException if it is not a checkpoint ({@code UNREADABLE}) or one of another version
     *     ({@code UNKNOWN_VERSION}); the message never quotes it
     */
    public static Checkpoint fromJson(String json) {
        Objects.requireNonNull(json, "json");
        try {
            return new Checkpoint(json, CheckpointContent.fromJson(json));
        } catch (UnreadableCheckpoint e) {
            CheckpointException.Reason reason = e.isOfUnknownVersion()
                    ? CheckpointException.Reason.UNKNOWN_VERSION
                    : CheckpointException.Reason.UNREADABLE;
            throw BacklinksException.builder(String.valueOf(e.getMessage())).checkpointRefused(reason);
        }
    }

    /** One line of JSON. It holds the token: store it where only its owner can read. */
    public String toJson() {
        String known = json;
        if (known == null) {
            known = content.toJson();
            json = known;
        }
        return known;
    }

    /** The query's target. */
    public String target() {
        return content.query().target();
    }

    /**
     * When the harvest began, over all its runs, by the clock of the machine that began it: what {@link Delta#since(Checkpoint)}
     * asks from. Null where an earlier release began it in the query's own order, which didn't note it.
     */
    public @Nullable Instant begun() {
        Instant bound = content.query().before();
        return bound == null ? content.query().begun() : bound;
    }

    /** How many rows it covers: those from the harvest's first to this one have been emitted. */
    public long received() {
        return content.received();
    }

    /** {@code total_count} of the harvest's first page; null where it did not say. */
    public @Nullable Long totalCount() {
        return content.counts().totalAtStart();
    }

    /** What the harvest has cost until then, in USD. */
    public BigDecimal cost() {
        return content.counts().cost();
    }

    /** What the harvest had come to until then, over all its runs; without the parts of a parallel harvest. */
    public HarvestProgress progress() {
        return HarvestProgress.builder(target())
                .totalCount(totalCount())
                .received(received())
                .pages(content.counts().pages())
                .requests(content.counts().requests())
                .retries(content.counts().retries())
                .cost(cost())
                .build();
    }

    /** Whether nothing is left: resuming here buys nothing and emits nothing. */
    public boolean isComplete() {
        return content.isEnded();
    }

    /**
     * Always fails. Bean serialisers call it, which would otherwise write no token, and with it what a harvest resumes by.
     *
     * @deprecated write {@link #toJson()}, and read it with {@link #fromJson}
     * @throws UnsupportedOperationException always
     */
    @Deprecated
    @SuppressWarnings("DoNotCallSuggester") // Nobody does but serialisers, which ask by reflection.
    public Object getBean() {
        throw new UnsupportedOperationException(
                "a checkpoint is no bean: write its toJson(), and read it with Checkpoint.fromJson");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Checkpoint that && content.equals(that.content);
    }

    @Override
    public int hashCode() {
        return content.hashCode();
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Checkpoint[target=" + QueryChecks.cut(target()) + ", received=" + received() + ", cost=" + cost()
                + ", complete=" + isComplete() + "]";
    }
}
