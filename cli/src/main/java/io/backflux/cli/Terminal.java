package io.backflux.cli;

import java.nio.charset.Charset;
import java.util.function.IntSupplier;

/**
 * The terminal that the messages go to.
 *
 * @param present whether there is one
 * @param columns tells how wide it is now
 * @param unicode whether it shows more than ASCII
 */
record Terminal(boolean present, IntSupplier columns, boolean unicode) {

    /** Java can't ask whether standard error is a terminal, so the script that starts it says so. */
    static final String PRESENT = "backflux.terminal";

    /** Where the locale that the script was started in has no more than ASCII, it says so, too. */
    static final String UNICODE = "backflux.unicode";

    static final String COLUMNS = "backflux.columns";

    static final Terminal NONE = new Terminal(false, () -> 80, false);

    private static final int LEAST_COLUMNS = 40;
    private static final int USUAL_COLUMNS = 80;

    static Terminal ofProcess() {
        boolean present = Boolean.getBoolean(PRESENT);
        int columns = Integer.getInteger(COLUMNS, USUAL_COLUMNS);
        return new Terminal(
                present, new TerminalWidth(columns < LEAST_COLUMNS ? USUAL_COLUMNS : columns), showsBlocks());
    }

    private static boolean showsBlocks() {
        if ("false".equals(System.getProperty(UNICODE))) {
            return false;
        }
        String encoding = System.getProperty("stderr.encoding", System.getProperty("sun.stderr.encoding", ""));
        Charset charset = encoding.isEmpty() ? Charset.defaultCharset() : Charset.forName(encoding);
        return charset.newEncoder().canEncode('█');
    }
}
