package io.powerx.publish.io;

import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8. */
public final class Utf8 {
    private Utf8() {}

    /**
     * Decodes text without replacing malformed bytes.
     *
     * @throws MalformedTextException if the bytes are not valid UTF-8; encoded surrogates and overlong sequences are
     *     not valid
     */
    public static String decode(byte[] bytes) throws MalformedTextException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedTextException(bytes, buffer.position());
        }
    }

    /** Whether the text can be encoded: it has no unpaired surrogates, which escapes in YAML, JSON and JavaScript can write. */
    public static boolean canEncode(CharSequence text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** The bytes are not valid UTF-8. */
    public static final class MalformedTextException extends CharacterCodingException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final int line;

        private MalformedTextException(byte[] bytes, int position) {
            int lines = 1;
            for (int i = 0; i < position; i++) {
                lines += bytes[i] == '\n' ? 1 : 0;
            }
            this.line = lines;
        }

        /** The line of the first malformed byte, counted from 1. */
        public int line() {
            return line;
        }

        @Override
        public String getMessage() {
            return "it is not UTF-8 text";
        }
    }
}
