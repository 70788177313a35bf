package io.powerx.publish.sign;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** PEM as this project writes it: lines of 64 characters that end in a line feed on every system. */
final class PemBlocks {
    private PemBlocks() {}

    static String write(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /** Whether text or a file's content is PEM. */
    static boolean isPem(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
    }
}
