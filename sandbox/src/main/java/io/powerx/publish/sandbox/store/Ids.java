package io.powerx.publish.sandbox.store;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Random names that nobody can guess. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    /** Such as {@code pub_4f1c...}: a prefix that says what it names, and 96 random bits. */
    public static String fresh(String prefix) {
        return prefix + "_" + HexFormat.of().formatHex(bytes(12));
    }

    /** 256 random bits for a token, behind a prefix that secret scanners can know. */
    public static String token(String prefix) {
        return prefix + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
    }

    public static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
