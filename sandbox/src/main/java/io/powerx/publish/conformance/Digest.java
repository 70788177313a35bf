package io.powerx.publish.conformance;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** SHA-256, as artifacts and parts are named by it. */
final class Digest {
    private Digest() {}

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(sha256(content));
    }
}
