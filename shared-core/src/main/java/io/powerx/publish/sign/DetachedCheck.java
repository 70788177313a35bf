package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.sign.VerificationReport.Aspect;
import io.powerx.publish.sign.VerificationReport.Check;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/** Verifies an Ed25519 signature that lies beside its package. */
final class DetachedCheck {
    /** Of the memory that Java may use, the part that a package may take. */
    private static final double SHARE = 0.75;

    private DetachedCheck() {}

    /** @param signature Base64, with or without padding */
    static List<Check> of(Path file, byte[] signature, TrustAnchors trust) {
        byte[] value = decoded(signature);
        byte[] content = content(file);
        boolean valid = trust.keys().stream().anyMatch(key -> Ed25519Keys.verifies(key, content, value));
        if (valid) {
            return List.of(
                    new Check(Aspect.SIGNATURE, true, "Ed25519 over the package by a trusted key"),
                    new Check(Aspect.CHAIN, true, "the key itself is trusted, without a certificate"),
                    new Check(Aspect.VALIDITY, true, "a key without a certificate has no dates"));
        }
        String found = trust.isEmpty()
                ? "a signature beside the package does not contain its key; the signer's public key is needed"
                : "it is of none of the trusted keys, or not of this package";
        String rest = "not checked without a valid signature";
        return List.of(
                new Check(Aspect.SIGNATURE, false, found),
                new Check(Aspect.CHAIN, false, rest),
                new Check(Aspect.VALIDITY, false, rest));
    }

    private static byte[] decoded(byte[] signature) {
        try {
            return Base64.getDecoder().decode(new String(signature, StandardCharsets.US_ASCII).strip());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** No library verifies Ed25519 in pieces. */
    private static byte[] content(Path file) {
        try {
            long size = Files.size(file);
            long memory = Runtime.getRuntime().maxMemory();
            if (size > Math.min(Integer.MAX_VALUE - 8L, (long) (memory * SHARE))) {
                throw PublishException.of(
                        ErrorCode.ARTIFACT_TOO_LARGE,
                        "verify the signature beside " + file.getFileName(),
                        "the signature is over the whole package, which has " + size
                                + " bytes and has to be in memory, and Java may use " + memory
                                + " bytes (-Xmx)");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw PublishException.of(ErrorCode.CONFIG_UNREADABLE, "read " + file, IoFailure.reason(e))
                    .causedBy(e);
        }
    }
}
