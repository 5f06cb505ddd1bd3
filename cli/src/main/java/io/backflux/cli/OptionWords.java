package io.backflux.cli;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The library's messages in the command's words: what they name of its methods are options here. */
final class OptionWords {

    private static final Map<String, String> OPTIONS = Map.of(
            "order(RowOrder.STABLE)", "--order stable",
            "in order ANY", "with --order any",
            "parallelism", "--parallel",
            "maxCost", "--max-cost",
            "orderBy", "--order-by",
            "customMode", "--custom-mode",
            "baseUrl", "--base-url",
            "allowPlainHttp(true)", "--allow-http");

    private static final Pattern METHODS = Pattern.compile(OPTIONS.keySet().stream()
            .map(Pattern::quote)
            .collect(Collectors.joining("|", "(?<![\\w-])(?:", ")(?!\\w)")));

    private OptionWords() {}

    static String of(String message) {
        return METHODS.matcher(message).replaceAll(method -> String.valueOf(OPTIONS.get(method.group())));
    }
}
