package io.backflux.benchmarks.harvest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An answer, cut where its total and its token stand.
 *
 * @param head up to the total, one byte a character
 * @param rows from behind the total up to the token
 * @param token as it was rendered, in JSON
 * @param tail behind the token
 */
record PageTemplate(String head, byte[] rows, String token, byte[] tail) {

    private static final Pattern TOTAL = Pattern.compile("\"total_count\": ?(\\d+)");
    private static final Pattern ECHOED_TOKEN = Pattern.compile("(\"search_after_token\": ?)\"[^\"]*\"");
    private static final Pattern TOKEN = Pattern.compile("\"search_after_token\": ?(null|\"[^\"]*\")[^\"]*$");

    static PageTemplate of(byte[] answer) {
        // One byte a character, so that places in the text are places in the bytes.
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        Matcher total = find(TOTAL, text, 0);
        Matcher token = find(TOKEN, text, text.lastIndexOf("\"search_after_token\""));
        return new PageTemplate(
                withoutEchoedToken(text.substring(0, total.start(1))),
                Arrays.copyOfRange(answer, total.end(1), token.start(1)),
                token.group(1),
                Arrays.copyOfRange(answer, token.end(1), answer.length));
    }

    /** Whoever asks for the page has another one. */
    private static String withoutEchoedToken(String head) {
        return ECHOED_TOKEN.matcher(head).replaceAll("$1null");
    }

    private static Matcher find(Pattern pattern, String text, int from) {
        Matcher matcher = pattern.matcher(text);
        if (from < 0 || !matcher.find(from)) {
            throw new IllegalArgumentException("an answer without " + pattern);
        }
        return matcher;
    }

    /** What comes before the rows, as it is for the site. */
    byte[] head(Site site) {
        String text = head.replace(SimulatedPages.TARGET, site.target()) + site.rows();
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What comes behind the rows. */
    byte[] tail(@Nullable String next) {
        String json = next == null ? "null" : '"' + next + '"';
        return join(json.getBytes(StandardCharsets.US_ASCII), tail);
    }

    static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
