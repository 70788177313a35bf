package io.powerx.publish.sign;

import java.util.Base64;

/** PEM as this project writes it: lines of 64 characters that end in a line feed on every system. */
final class PemBlocks {
    private PemBlocks() {}

    static String write(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
