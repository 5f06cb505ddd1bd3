package io.backflux.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Makes {@code search_after_token}s of the API's form. A token is bound to every parameter of its request by a seal, and
 * is made again to see whether it is one of ours.
 */
final class Tokens {
    private static final String[] SORTED = {"rank", "last_seen"};

    private final long seed;
    private final long account;

    Tokens(long seed, String username) {
        this.seed = seed;
        this.account = Mix.below(Mix.of(seed, username), 90_000) + 10_000L;
    }

    /** @param position how many rows of the selection lie before the next page */
    String token(Query query, DataSet data, Selection selection, int position) {
        return token(query, new Mark(lastValues(query, data, selection, position), position), "");
    }

    /** The token of a chain that goes on by its sort values, which are sealed too. */
    String token(Query query, Mark mark) {
        return token(query, mark, JsonWriter.minified(mark.values()));
    }

    private String token(Query query, Mark mark, String sealed) {
        Map<String, @Nullable Object> after = new LinkedHashMap<>();
        after.put("Version", 1L);
        after.put("SearchAfterValues", mark.values());
        after.put("TokenRealOffset", (long) mark.passed());
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("CurrentOffset", 0L);
        all.put("RawRequest", rawRequest(query, mark.passed(), sealed));
        all.put("SearchAfterData", after);
        byte[] json = JsonWriter.minified(all).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(json);
    }

    /** The position that a token names, when it has the form of one. */
    static OptionalInt position(String token) {
        return read(token).map(mark -> OptionalInt.of(mark.passed())).orElse(OptionalInt.empty());
    }

    /** What a token says, when it has the form of one. */
    static Optional<Mark> read(String token) {
        try {
            Object json = JsonReader.read(Base64.getDecoder().decode(token));
            if (json instanceof Map<?, ?> all
                    && all.get("SearchAfterData") instanceof Map<?, ?> after
                    && after.get("TokenRealOffset") instanceof Long position
                    && position > 0
                    && position <= Integer.MAX_VALUE) {
                return Optional.of(new Mark(values(after.get("SearchAfterValues")), position.intValue()));
            }
        } catch (IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Map<String, @Nullable Object> values(@Nullable Object json) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        if (json instanceof Map<?, ?> map) {
            map.forEach((name, value) -> values.put(String.valueOf(name), value));
        }
        return values;
    }

    private Map<String, @Nullable Object> rawRequest(Query query, int position, String sealed) {
        Map<String, @Nullable Object> raw = new LinkedHashMap<>();
        raw.put("backlinks_status_type", "live");
        raw.put("include_subdomains", true);
        raw.put("include_indirect_links", true);
        raw.put("exclude_internal_backlinks", true);
        raw.put("mode", "as_is");
        raw.put("limit", (long) query.limit());
        raw.putAll(new TreeMap<>(query.parameters()));
        raw.put("seal", seal(JsonWriter.minified(new TreeMap<>(query.parameters())) + sealed, position));
        raw.put("aid", account);
        return raw;
    }

    private static Map<String, @Nullable Object> lastValues(
            Query query, DataSet data, Selection selection, int position) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        int last = Math.min(position, selection.size()) - 1;
        if (last >= 0) {
            Row row = data.row(selection.index(last), query.scale());
            values.put(SORTED[0], row.rank());
            values.put(SORTED[1], Times.iso(row.lastSeen()));
        }
        return values;
    }

    private String seal(String parameters, int position) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String sealed = seed + "\n" + account + "\n" + position + "\n" + parameters;
            return HexFormat.of().formatHex(digest.digest(sealed.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Where a chain has come to.
     *
     * @param values the sort values of the last row
     * @param passed how many rows lie before the next page
     */
    record Mark(Map<String, @Nullable Object> values, int passed) {}
}
