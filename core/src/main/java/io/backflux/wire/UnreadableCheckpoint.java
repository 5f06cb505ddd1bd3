package io.backflux.wire;

/** A text that is not a checkpoint of this release. Quotes nothing of it, as it may hold a token. */
public final class UnreadableCheckpoint extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean unknownVersion;

    private UnreadableCheckpoint(String message, boolean unknownVersion) {
        super(message);
        this.unknownVersion = unknownVersion;
    }

    static UnreadableCheckpoint because(String what) {
        return new UnreadableCheckpoint("not a checkpoint: " + what, false);
    }

    static UnreadableCheckpoint ofVersion(long version, int known) {
        return new UnreadableCheckpoint(
                "a checkpoint of version " + version + ", and this release knows up to version " + known
                        + ": resume with the release that wrote it",
                true);
    }

    public boolean isOfUnknownVersion() {
        return unknownVersion;
    }
}
