package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the verification of a package found.
 *
 * @param checks one for each {@link Aspect}, in that order
 * @param entries files in the package, without integrity.txt and manifest.signature
 * @param contentDigest SHA-256 of integrity.txt in hex; null where there is none
 * @param chain of the signer, leaf first; empty where the signature does not hold
 */
public record VerificationReport(
        List<Check> checks, int entries, @Nullable String contentDigest, List<CertificateInfo> chain)
        implements Serializable {

    /** What is looked at. */
    public enum Aspect {
        /** The container and its names. */
        STRUCTURE,
        /** integrity.txt against the files. */
        INTEGRITY,
        /** manifest.signature against integrity.txt. */
        SIGNATURE,
        /** The signer's certificate against those trusted. */
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

    /** {@link ErrorCode#PACKAGE_INVALID} or {@link ErrorCode#SIGNATURE_INVALID}, whichever comes first; empty where all is well. */
    public Optional<ErrorCode> failure() {
        return checks.stream()
                .filter(check -> !check.ok())
                .findFirst()
                .map(check -> check.aspect().compareTo(Aspect.SIGNATURE) < 0
                        ? ErrorCode.PACKAGE_INVALID
                        : ErrorCode.SIGNATURE_INVALID);
    }
}
