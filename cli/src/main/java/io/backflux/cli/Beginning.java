package io.backflux.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Judges from what lies on disk where a harvest begins. An empty file without a checkpoint is as good as none.
 *
 * @param server who is asked: scheme, host, port and path, or another name
 * @param format in which it is to be written
 */
record Beginning(Path path, String server, RowFormat format) {

    private static final String ANEW = "; --force begins anew";

    /**
     * @param file null where there is none
     * @param state null where there is none
     * @return null for the beginning; otherwise with a checkpoint
     * @throws FileRefusedException if what is there is in the way; the message names each way on
     */
    @Nullable HarvestState from(Existing existing, @Nullable DataFile file, @Nullable HarvestState state) throws IOException {
        long length = file == null ? 0 : file.length();
        if (existing == Existing.RESUMED) {
            return state == null ? withoutState(length) : resumed(file, length, state);
        }
        boolean lost = state != null && state.hasRows() && !state.isComplete();
        if (length > 0 || lost) {
            Path there = length > 0 ? path : StateFile.pathOf(path);
            throw new FileRefusedException(there + " is there already" + wayOn(state) + "--force begins anew");
        }
        return null;
    }

    /** What {@code --resume} makes of it. */
    private static String wayOn(@Nullable HarvestState state) {
        if (state == null) {
            return ", without a checkpoint to resume from; take another --out, or ";
        }
        return state.isComplete() ? ", and complete; " : "; --resume resumes it, ";
    }

    private @Nullable HarvestState withoutState(long length) {
        if (length > 0) {
            throw new FileRefusedException(path + " has rows, but there is no " + StateFile.pathOf(path)
                    + " to resume from; take another --out, or begin anew with --force");
        }
        return null;
    }

    /** Earlier versions knew no more of a server than its host. */
    static boolean isSameServer(String server, String saved) {
        boolean hostOnly = server.contains("://") && !saved.contains("://");
        return hostOnly ? saved.equalsIgnoreCase(URI.create(server).getHost()) : saved.equals(server);
    }

    private @Nullable HarvestState resumed(@Nullable DataFile file, long length, HarvestState state)
            throws IOException {
        if (state.checkpoint() == null) {
            return null;
        }
        if (!isSameServer(server, state.server())) {
            throw new FileRefusedException("the rows in " + path + " are of " + state.server() + ", not of " + server
                    + "; resume with that one, or take another --out" + ANEW);
        }
        if (state.format() != format) {
            throw new FileRefusedException("the rows in " + path + " are "
                    + state.format().word() + ", not "
                    + format.word() + "; resume with --format " + state.format().word() + ", or take another --out"
                    + ANEW);
        }
        if (length < state.length()) {
            throw new FileRefusedException(
                    path + " has " + Figures.counted(length, "byte") + ", and its checkpoint covers "
                            + Figures.count(state.length()) + "; put the whole file back to resume" + ANEW);
        }
        if (file != null && file.checksum(state.length()) != state.checksum()) {
            throw new FileRefusedException(path
                    + " isn't what its checkpoint covers: it was changed since; put the unchanged file back to resume"
                    + ANEW);
        }
        return state;
    }
}
