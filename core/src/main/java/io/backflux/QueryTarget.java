package io.backflux;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of a target: a bare domain, or a page as an absolute URL. Refuses what the API is known to misread and suggests
 * what was meant; what it may accept passes as written.
 */
final class QueryTarget {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)", Pattern.DOTALL);
    private static final Pattern BEFORE_AUTHORITY = Pattern.compile("^(?:[A-Za-z][A-Za-z0-9+.-]*:)?/*");
    private static final Pattern HOST_AND_PORT = Pattern.compile("([^:]*):[0-9]*");
    private static final Pattern PAGE_HOST = Pattern.compile("(?:\\[[0-9A-Fa-f:.]+]|[^:\\[\\]\\\\]+)(?::[0-9]*)?");
    private static final Pattern ASCII_OUTSIDE_NAMES = Pattern.compile("[\\p{ASCII}&&[^A-Za-z0-9._-]]");
    /** What shows nothing: formats such as a zero width space, fillers, variation selectors and tags. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cf}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F"
                    + "\\u2065\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0\\uFFF0-\\uFFF8\\x{E0000}-\\x{E0FFF}]");

    private static final char UNREADABLE = '\uFFFD';
    private static final String WWW = "www.";

    private QueryTarget() {}

    static String check(String target) {
        Objects.requireNonNull(target, "target");
        Matcher url = SCHEME.matcher(target);
        boolean absolute = url.matches();
        checkNoUserInfo(target);
        QueryChecks.text(target, "target");
        if (target.isEmpty() || QueryChecks.hasBlank(target)) {
            throw refusal("must not be empty or have blanks in it", target);
        }
        checkVisible(target);
        if (absolute) {
            checkPage(url.group(1), authority(url.group(2)), target);
        } else {
            checkDomain(target);
        }
        return target;
    }

    /** First of all checks and without the target, as it may hold a password. */
    private static void checkNoUserInfo(String target) {
        String authority = authority(BEFORE_AUTHORITY.matcher(target).replaceFirst(""));
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            throw new IllegalArgumentException("target must not have user info, use "
                    + QueryChecks.shown(authority.substring(at + 1)) + " without what stands before the \"@\"");
        }
    }

    /** What was pasted along unseen, or was lost where text was read in the wrong encoding, names another target. */
    private static void checkVisible(String target) {
        if (target.indexOf(UNREADABLE) >= 0) {
            throw refusal("must not have U+FFFD in it, which stands for what could not be read", target);
        }
        Matcher invisible = INVISIBLE.matcher(target);
        if (invisible.find()) {
            throw refusal(
                    "must not have invisible characters in it, unless in a domain's \"xn--\" form or a page's with \"%\"",
                    invisible.replaceAll(
                            match -> "<U+%04X>".formatted(match.group().codePointAt(0))));
        }
    }

    private static void checkPage(String scheme, String authority, String target) {
        String known = scheme.toLowerCase(Locale.ROOT);
        if (!known.equals("http") && !known.equals("https")) {
            throw refusal("must be a domain or an http or https URL", target);
        }
        if (!PAGE_HOST.matcher(authority).matches()) {
            throw refusal("must have a host, such as \"https://forbes.com/about\"", target);
        }
    }

    private static void checkDomain(String target) {
        String host = authority(target);
        if (host.isEmpty()
                || target.regionMatches(true, 0, "http:", 0, 5)
                || target.regionMatches(true, 0, "https:", 0, 6)) {
            throw refusal(
                    "must be a domain; a page must be an absolute URL, such as \"https://forbes.com/about\"", target);
        }
        if (host.length() < target.length()) {
            throw refusal(
                    "must be a domain without a path; a page must be an absolute URL, such as "
                            + QueryChecks.shown("https://" + target),
                    target);
        }
        checkHost(target);
    }

    private static void checkHost(String target) {
        Matcher port = HOST_AND_PORT.matcher(target);
        if (port.matches()) {
            throw refusal("must not have a port, use " + QueryChecks.shown(port.group(1)), target);
        }
        if (isWww(target)) {
            throw refusal(
                    "must not start with \"www.\", use " + QueryChecks.shown(target.substring(WWW.length())), target);
        }
        if (ASCII_OUTSIDE_NAMES.matcher(target).find()) {
            throw refusal("must have only letters, digits, \".\", \"-\" and \"_\" in a domain", target);
        }
        if (target.indexOf('.') < 0 || target.startsWith(".") || target.endsWith(".") || target.contains("..")) {
            throw refusal("must be a domain with a name on each side of a dot, such as \"forbes.com\"", target);
        }
    }

    /** {@code www.com} is a domain of its own: without its first label nothing would be left to ask for. */
    private static boolean isWww(String target) {
        return target.regionMatches(true, 0, WWW, 0, WWW.length()) && target.indexOf('.', WWW.length()) >= 0;
    }

    private static String authority(String text) {
        int end = 0;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(0, end);
    }

    private static IllegalArgumentException refusal(String rule, String target) {
        return new IllegalArgumentException("target " + rule + ", was " + QueryChecks.shown(target));
    }
}
