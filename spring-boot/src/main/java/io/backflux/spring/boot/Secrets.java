package io.backflux.spring.boot;

import java.util.Locale;
import java.util.Set;

/** Which properties no endpoint shows, under whatever of their names. */
final class Secrets {

    private static final Set<String> NAMES = Set.of(
            "backfluxusername",
            "backfluxpassword",
            "backfluxproxyusername",
            "backfluxproxypassword",
            "backfluxquotaredisurl");

    private Secrets() {}

    /** Whether it is one, written as a property or as an environment variable. */
    static boolean isSecret(String key) {
        return NAMES.contains(key.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
    }
}
