package io.backflux.cli;

import java.net.IDN;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds a target that is there twice in two spellings, which would be paid for twice. */
final class TargetSpelling {

    private static final Pattern PAGE = Pattern.compile(
            "(https?)://([^/?#]*)([^?#]*)(\\?[^#]*)?(?:#.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern HOST = Pattern.compile("(.*?)\\.?(:[0-9]*)?", Pattern.DOTALL);
    private static final Pattern INTERNATIONAL = Pattern.compile("xn--[^.]*|[^.]*[^\\p{ASCII}][^.]*");
    private static final Pattern DOTS = Pattern.compile("[\u3002\uff0e\uff61]");
    private static final String ENCODED = "xn--";

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> skeletons = new HashMap<>();

    private TargetSpelling() {}

    /**
     * A site and its own front page count as the same: what links to the page is among what links to the site.
     *
     * @throws IllegalArgumentException if two are the same, or may be
     */
    static void checkDistinct(List<String> targets) {
        TargetSpelling seen = new TargetSpelling();
        for (String target : targets) {
            String other = seen.add(target);
            if (other != null) {
                throw new IllegalArgumentException("the targets \"" + other + "\" and \"" + target
                        + "\" are the same in two spellings, which would be paid for twice; keep one of them");
            }
        }
    }

    private @Nullable String add(String target) {
        String name = name(target);
        String same = names.putIfAbsent(name, target);
        if (same != null || !isInternational(name)) {
            return same;
        }
        skeletons.putIfAbsent(skeleton(name), target);
        return skeletons.get(skeletonOfOther(name));
    }

    /** Whether it is one that may be the same as another that has another name. */
    static boolean isInternational(String name) {
        return INTERNATIONAL.matcher(name).find();
    }

    /** What a name has in common with what it may be in letters, or encoded; of which it says which one it is. */
    static String skeleton(String name) {
        return name.contains(ENCODED) + bones(name);
    }

    /** What Java can't decode, such as a sharp s, may be what another one has in letters: the skeleton of that. */
    static String skeletonOfOther(String name) {
        return !name.contains(ENCODED) + bones(name);
    }

    /** The same for the same target in any spelling, as far as Java can tell. */
    static String name(String target) {
        Matcher page = PAGE.matcher(target);
        if (!page.matches()) {
            return host(target);
        }
        String scheme = page.group(1).toLowerCase(Locale.ROOT);
        Matcher authority = HOST.matcher(page.group(2));
        if (!authority.matches()) {
            return target;
        }
        String host = host(authority.group(1));
        String port = port(scheme, authority.group(2));
        String path = page.group(3).isEmpty() ? "/" : page.group(3);
        String query = page.group(4) == null ? "" : page.group(4);
        boolean front = path.equals("/") && query.isEmpty() && port.isEmpty();
        return front ? withoutWww(host) : scheme + "://" + host + port + path + query;
    }

    private static String port(String scheme, @Nullable String port) {
        if (port == null || port.equals(":")) {
            return "";
        }
        return port.equals(scheme.equals("http") ? ":80" : ":443") ? "" : port;
    }

    private static String withoutWww(String host) {
        return host.startsWith("www.") && host.indexOf('.', 4) >= 0 ? host.substring(4) : host;
    }

    /** In lower case and in letters, as far as Java can decode them. */
    private static String host(String host) {
        return folded(IDN.toUnicode(folded(host), IDN.ALLOW_UNASSIGNED));
    }

    private static String folded(String host) {
        String lower = Normalizer.normalize(host, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return DOTS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKC)).replaceAll(".");
    }

    /** With each international label cut down to its ASCII letters, which encoding leaves in order. */
    private static String bones(String name) {
        return INTERNATIONAL.matcher(name).replaceAll(label -> {
            String text = label.group();
            boolean encoded = text.startsWith(ENCODED);
            int end = encoded ? Math.max(ENCODED.length(), text.lastIndexOf('-')) : text.length();
            String ascii = text.substring(encoded ? ENCODED.length() : 0, end).replaceAll("[^\\p{ASCII}]", "");
            return Matcher.quoteReplacement(ENCODED + ascii);
        });
    }
}
