package io.backflux.wire;

import java.nio.ByteBuffer;
import java.util.Base64;

/** Texts with half a surrogate pair in them, which have no form in UTF-8, kept as the Base64 of their UTF-16. */
final class HalfPairs {

    private HalfPairs() {}

    static boolean in(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    static String encoded(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * Character.BYTES);
        bytes.asCharBuffer().put(text);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    static String decoded(byte[] utf16) {
        return ByteBuffer.wrap(utf16).asCharBuffer().toString();
    }
}
