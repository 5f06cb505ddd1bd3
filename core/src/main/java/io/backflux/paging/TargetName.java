package io.backflux.paging;

import java.net.IDN;
import java.util.Locale;

/** A target's name, however it is spelled. */
final class TargetName {

    private TargetName() {}

    /** Its host in lower case and ASCII, without {@code www.} and a dot at the end. */
    static String of(String target) {
        String host = hostOf(target.strip());
        String ascii = toAscii(host).toLowerCase(Locale.ROOT);
        String name = ascii.startsWith("www.") ? ascii.substring(4) : ascii;
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
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
}
