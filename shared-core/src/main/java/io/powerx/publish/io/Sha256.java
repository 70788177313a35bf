package io.powerx.publish.io;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Computes SHA-256 digests. Hex is in lower case, as in the publishing contract and the output of {@code sha256sum}.
 */
public final class Sha256 {
    private Sha256() {}

    /** Creates a digest for content that arrives in parts; complete it with {@link #hex(MessageDigest)}. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime supports SHA-256", e);
        }
    }

    /** Returns the digest as 32 bytes. */
    public static byte[] of(byte[] content) {
        return digest().digest(content);
    }

    /** Returns the digest in hex. */
    public static String hex(byte[] content) {
        return HexFormat.of().formatHex(of(content));
    }

    /** Returns the digest of the text in UTF-8, in hex. */
    public static String hex(String text) {
        return hex(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the digest in hex and resets it. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
