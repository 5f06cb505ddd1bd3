package io.backflux.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The command to type next, so that nobody has to put it together: the same again, resumed. */
final class NextCommand {

    private static final String RESUME = "--resume";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

    private static final Pattern LOGIN = Pattern.compile("([a-z]+://)[^/?#]*@", Pattern.CASE_INSENSITIVE);

    private NextCommand() {}

    /** For a shell; empty where nobody knows what was typed. */
    static String of(@Nullable CommandSpec spec) {
        if (spec == null || spec.commandLine().getParseResult() == null) {
            return "";
        }
        return of(spec.commandLine().getParseResult().originalArgs(), spec.name());
    }

    static String of(List<String> typed, String command) {
        List<String> words = new ArrayList<>(typed);
        words.removeIf(word -> word.equals("--force"));
        if (words.isEmpty() || !words.get(0).equals(command)) {
            words.add(0, command);
        }
        if (!words.contains(RESUME)) {
            words.add(RESUME);
        }
        return "backflux "
                + String.join(" ", words.stream().map(NextCommand::quoted).toList());
    }

    /** A login in a URL, as a Redis server may want one, is not repeated: whoever types it knows it. */
    private static String quoted(String typed) {
        String word = LOGIN.matcher(typed).replaceAll("$1LOGIN@");
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
