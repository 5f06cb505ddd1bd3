package io.backflux.wire;

import org.jspecify.annotations.Nullable;

/** The key to the next page: opaque, and a secret, because it holds the account's id. Never printed whole. */
public final class SearchAfterToken {

    private final String text;

    private SearchAfterToken(String text) {
        this.text = text;
    }

    /** The token, or null where the text is null or blank and so asks for nothing. */
    public static @Nullable SearchAfterToken of(@Nullable String text) {
        return text == null || text.isBlank() ? null : new SearchAfterToken(text);
    }

    /** The secret itself, for the request. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SearchAfterToken that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "token of " + text.length() + " characters";
    }
}
