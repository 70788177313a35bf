package io.powerx.publish.sandbox.store;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Creates random ids that cannot be guessed. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** An id such as {@code pub_4f1c...}: a prefix and 96 random bits. */
    public static String fresh(String prefix) {
        return prefix + "_" + HexFormat.of().formatHex(bytes(12));
    }

    /** A token of 256 random bits, with a prefix that secret scanners can recognize. */
    public static String token(String prefix) {
        return prefix + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
    }

    public static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
