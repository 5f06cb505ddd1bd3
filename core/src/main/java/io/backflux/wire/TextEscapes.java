package io.backflux.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/**
 * What is written otherwise than as it stands: characters at which some readers end a line are always escaped; half a
 * surrogate pair, which many readers refuse, becomes U+FFFD unless texts are to be exact. The generator asks about each
 * character that isn't ASCII, in order, so text that is ASCII costs nothing more.
 */
final class TextEscapes extends CharacterEscapes {

    private static final long serialVersionUID = 1L;

    private static final int[] ASCII = standardAsciiEscapesForJSON();
    private static final SerializedString REPLACEMENT = new SerializedString("\ufffd");
    private static final SerializedString NEXT_LINE = new SerializedString("\\u0085");
    private static final SerializedString LINE_SEPARATOR = new SerializedString("\\u2028");
    private static final SerializedString PARAGRAPH_SEPARATOR = new SerializedString("\\u2029");

    private final boolean exact;
    private String text = "";
    private int at;
    private long replaced;

    TextEscapes(boolean exact) {
        this.exact = exact;
    }

    /** The text that is written next, a name or a value: its neighbours show whether a half is alone. */
    String next(String text) {
        this.text = text;
        this.at = 0;
        return text;
    }

    /** Halves of surrogate pairs that were written as U+FFFD. */
    long replaced() {
        return replaced;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ASCII;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        return switch (character) {
            case 0x85 -> NEXT_LINE;
            case 0x2028 -> LINE_SEPARATOR;
            case 0x2029 -> PARAGRAPH_SEPARATOR;
            default -> exact || !Character.isSurrogate((char) character) || !isNextAlone() ? null : replacement();
        };
    }

    private SerializableString replacement() {
        replaced++;
        return REPLACEMENT;
    }

    /** Whether the text's next surrogate, which is the one asked about, lacks its other half. */
    private boolean isNextAlone() {
        while (!Character.isSurrogate(text.charAt(at))) {
            at++;
        }
        int place = at++;
        return Character.isHighSurrogate(text.charAt(place))
                ? at == text.length() || !Character.isLowSurrogate(text.charAt(at))
                : place == 0 || !Character.isHighSurrogate(text.charAt(place - 1));
    }
}
