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

/** Verifies a detached Ed25519 signature of a package. */
final class DetachedCheck {
    /** The share of Java's maximum memory that a package may use. */
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
                ? "a detached signature does not contain the signer's public key, so the key must be specified"
                : "no trusted key verifies it: another key made it, or the package has changed";
        String rest = "there is no valid signature";
        return List.of(
                new Check(Aspect.SIGNATURE, false, found),
                Check.notMade(Aspect.CHAIN, rest),
                Check.notMade(Aspect.VALIDITY, rest));
    }

    private static byte[] decoded(byte[] signature) {
        try {
            return Base64.getDecoder().decode(new String(signature, StandardCharsets.US_ASCII).strip());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** Reads the whole package, because no library verifies Ed25519 incrementally. */
    private static byte[] content(Path file) {
        try {
            long size = Files.size(file);
            long memory = Runtime.getRuntime().maxMemory();
            if (size > Math.min(Integer.MAX_VALUE - 8L, (long) (memory * SHARE))) {
                throw PublishException.of(
                        ErrorCode.ARTIFACT_TOO_LARGE,
                        "verify the detached signature of " + file.getFileName(),
                        "the whole package, " + size + " bytes, must be in memory, and Java may use only " + memory
                                + " bytes (-Xmx)");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw PublishException.of(ErrorCode.CONFIG_UNREADABLE, "read " + file, IoFailure.reason(e))
                    .causedBy(e);
        }
    }
}
