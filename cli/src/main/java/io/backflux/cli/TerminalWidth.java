package io.backflux.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The terminal's width, asked anew each time, since people resize it. Blocks for a moment; for one thread at a time. */
final class TerminalWidth implements IntSupplier {

    private static final File TERMINAL = new File("/dev/tty");
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,6} ([1-9][0-9]{0,5})");

    private int columns;
    private boolean unknown;

    /**
     * @param columns how wide it was at first, which holds where it can't be asked
     */
    TerminalWidth(int columns) {
        this.columns = columns;
    }

    @Override
    public int getAsInt() {
        if (!unknown) {
            Matcher size = SIZE.matcher(String.valueOf(size()));
            unknown = !size.matches();
            columns = unknown ? columns : Integer.parseInt(size.group(1));
        }
        return columns;
    }

    private static @Nullable String size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader out =
                    new BufferedReader(new InputStreamReader(stty.getInputStream(), StandardCharsets.US_ASCII))) {
                return out.readLine();
            }
        } catch (IOException e) {
            return null;
        }
    }
}
