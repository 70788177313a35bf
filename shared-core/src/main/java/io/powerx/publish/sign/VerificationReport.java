package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of a package's verification.
 *
 * @param checks one for each {@link Aspect}, in that order
 * @param pluginId as plugin.yaml states it; null if the package does not identify itself
 * @param version as plugin.yaml states it; null if the package does not identify itself
 * @param entries files in the package, without integrity.txt and manifest.signature
 * @param contentDigest SHA-256 of integrity.txt in hex; null if there is none
 * @param chain of the signer, leaf first; empty if the signature is not valid
 */
public record VerificationReport(
        List<Check> checks,
        @Nullable String pluginId,
        @Nullable String version,
        int entries,
        @Nullable String contentDigest,
        List<CertificateInfo> chain)
        implements Serializable {

    /** The parts of a verification. */
    public enum Aspect {
        /** The container, its names and modes. */
        STRUCTURE,
        /** integrity.txt against the files. */
        INTEGRITY,
        /** plugin.yaml against manifest.json and the file's name. */
        IDENTITY,
        /** manifest.signature against integrity.txt. */
        SIGNATURE,
        /** The signer's certificate against the trusted ones. */
        CHAIN,
        /** The certificates' dates. */
        VALIDITY;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param detail what was found, as a clause, safe to show */
    public record Check(Aspect aspect, boolean ok, String detail) implements Serializable {}

    public boolean passed() {
        return failure().isEmpty();
    }

    /** {@link ErrorCode#PACKAGE_INVALID} or {@link ErrorCode#SIGNATURE_INVALID}, whichever comes first; empty if all checks passed. */
    public Optional<ErrorCode> failure() {
        return checks.stream()
                .filter(check -> !check.ok())
                .findFirst()
                .map(check -> check.aspect().compareTo(Aspect.SIGNATURE) < 0
                        ? ErrorCode.PACKAGE_INVALID
                        : ErrorCode.SIGNATURE_INVALID);
    }
}
