package io.backflux.cli;

import io.backflux.error.AccountRefusedException;
import io.backflux.error.BacklinksException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What went wrong, in a line or two. */
final class Failure {

    private static final int MOST = 20;

    private Failure() {}

    /** One line, without the control characters that a server may have sent to a terminal. */
    static String words(Throwable error) {
        if (LocalFailure.isReasonOf(error)) {
            return LocalFailure.WORDS;
        }
        if (isInWords(error)) {
            return oneLine(OptionWords.of(String.valueOf(error.getMessage())));
        }
        return oneLine("unexpected: " + error);
    }

    private static boolean isInWords(Throwable error) {
        return error instanceof BacklinksException
                || error instanceof UnwritableException
                || error instanceof FileRefusedException;
    }

    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ").strip();
    }

    /** A line for each failure; a refused account is one, however many targets met it. */
    static List<String> lines(List<@Nullable Throwable> errors) {
        List<String> lines = new ArrayList<>();
        boolean refused = false;
        for (Throwable error : errors) {
            boolean again = refused && error instanceof AccountRefusedException;
            if (error != null && !again) {
                lines.addAll(linesOf(error));
            }
            refused |= error instanceof AccountRefusedException;
        }
        return lines.size() <= MOST ? lines : shortened(lines);
    }

    /** All that is known, for who asked for it. */
    static void trace(@Nullable Throwable error, PrintStream out) {
        if (error != null) {
            error.printStackTrace(out);
        }
    }

    private static List<String> shortened(List<String> lines) {
        List<String> first = new ArrayList<>(lines.subList(0, MOST));
        first.add("and " + Figures.counted(lines.size() - MOST, "more line") + "; --summary FILE keeps every reason");
        return first;
    }

    private static List<String> linesOf(Throwable error) {
        return error instanceof AccountRefusedException
                ? List.of(words(error), "nothing more was requested; mend the account or its credentials first")
                : List.of(words(error));
    }
}
