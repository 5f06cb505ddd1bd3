package io.backflux.reactor;

/** The rows of a harvest that lie ready ahead of demand, as what they take of the memory that pages share. */
final class ReadyRows implements PageBuffer.Holder {

    /** What a row takes, by what reading one allocates. */
    static final long BYTES = 1_500;

    private final PageBuffer buffer;
    private final PageBuffer.Share share;
    private long rows;

    ReadyRows(PageBuffer buffer) {
        this.buffer = buffer;
        this.share = buffer.shareOfReady(this);
    }

    /** So many lie ready by now. */
    void are(long now) {
        if (now != rows) {
            rows = now;
            share.hold(now * BYTES);
        }
    }

    /** Whether more may lie ready than so many. */
    boolean mayGrowFrom(long now) {
        return buffer.mayLieReady((now + 1 - rows) * BYTES);
    }

    void close() {
        rows = 0;
        share.close();
    }

    /** They were read, and can't be requested again without their page. */
    @Override
    public void giveWay() {}
}
