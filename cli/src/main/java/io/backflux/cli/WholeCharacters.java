package io.backflux.cli;

/** Replaces halves of surrogate pairs, which UTF-8 has no form for, and counts them. */
final class WholeCharacters {

    private static final char REPLACEMENT = '\ufffd';

    private long replaced;

    String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return whole(text);
            }
        }
        return text;
    }

    private String whole(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            boolean half = character <= Character.MAX_VALUE && Character.isSurrogate((char) character);
            replaced += half ? 1 : 0;
            whole.appendCodePoint(half ? REPLACEMENT : character);
        });
        return whole.toString();
    }

    long replaced() {
        return replaced;
    }
}
