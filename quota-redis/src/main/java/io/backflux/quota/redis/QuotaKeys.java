package io.backflux.quota.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where an account's quota stands in Redis.
 *
 * @param root what all of its keys begin with: in braces, so that a cluster keeps them together
 */
record QuotaKeys(String root) {

    private static final String PREFIX = "backflux:quota:";
    private static final int HASH_LENGTH = 32;
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    /** By a hash, since what tells accounts apart may be a login. */
    static QuotaKeys ofAccount(String account) {
        return new QuotaKeys("{" + PREFIX + hash(account) + "}");
    }

    static QuotaKeys named(String name) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "name must be up to 100 letters, digits, dots, hyphens and underscores, was " + name);
        }
        return new QuotaKeys("{" + PREFIX + "name:" + name + "}");
    }

    String[] all() {
        return new String[] {root + ":state", root + ":leases", root + ":heads", root + ":seen"};
    }

    String channel() {
        return root + ":wake";
    }

    private static String hash(String account) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(account.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("each JVM has SHA-256", e);
        }
    }
}
