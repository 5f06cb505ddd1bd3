package io.backflux.paging;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether two targets name the same host, however each is spelled.
 *
 * <p>Java knows international names as of 2003, where {@code straße} is {@code strasse}; servers mostly as of 2008, where
 * it is {@code xn--strae-oqa}. Both are taken for it. Without the tables of 2008 two labels, one in letters and one
 * encoded, are compared by the ASCII letters in them, which the encoding leaves in order: that can't call the right answer
 * wrong, which would be paid for again and again.
 */
final class TargetName {

    private static final String ENCODED = "xn--";
    private static final Pattern DOTS = Pattern.compile("[.\u3002\uff0e\uff61]");
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\p{ASCII}]");

    private TargetName() {}

    /** Upper case, {@code www.}, a dot at the end, and of a page all but its host, make no difference. */
    static boolean isSame(String target, String other) {
        String one = hostOf(target.strip());
        String two = hostOf(other.strip());
        return plain(toAscii(one)).equals(plain(toAscii(two))) || hasSameLabels(plain(folded(one)), plain(folded(two)));
    }

    private static String hostOf(String target) {
        int scheme = target.indexOf("://");
        String rest = scheme < 0 ? target : target.substring(scheme + 3);
        int end = 0;
        while (end < rest.length() && "/?#:".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return rest.substring(0, end);
    }

    private static String toAscii(String host) {
        try {
            return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException notAName) {
            return host;
        }
    }

    private static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        String name = lower.startsWith("www.") ? lower.substring(4) : lower;
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static String folded(String host) {
        String lower = Normalizer.normalize(host, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return DOTS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKC)).replaceAll(".");
    }

    private static boolean hasSameLabels(String host, String other) {
        String[] labels = host.split("\\.", -1);
        String[] others = other.split("\\.", -1);
        if (labels.length != others.length) {
            return false;
        }
        for (int i = 0; i < labels.length; i++) {
            if (!labels[i].equals(others[i]) && !isEncoded(labels[i], others[i]) && !isEncoded(others[i], labels[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether this may be the encoded form of these letters. */
    private static boolean isEncoded(String encoded, String letters) {
        String ascii = NOT_ASCII.matcher(letters).replaceAll("");
        return encoded.startsWith(ENCODED)
                && ascii.length() < letters.length()
                && ascii.equals(
                        encoded.substring(ENCODED.length(), Math.max(ENCODED.length(), encoded.lastIndexOf('-'))));
    }
}
