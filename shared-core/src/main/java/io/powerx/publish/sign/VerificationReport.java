package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of a package's verification. Texts in it are safe to show.
 *
 * @param checks one for each {@link Aspect}, in that order
 * @param pluginId as plugin.yaml states it; null if the package does not identify itself
 * @param version as plugin.yaml states it; null if the package does not identify itself
 * @param platform {@code any}, or as in {@code linux-amd64} if the file's name states it; null if the package does not identify itself
 * @param entries files in the package, without integrity.txt and manifest.signature
 * @param contentDigest SHA-256 of integrity.txt in hex; null if there is none
 * @param algorithm JCA name of the signature's algorithm; null if the signature is not valid
 * @param chain of the signer, leaf first; empty if the signature is not valid, or has no certificate
 * @param timestamp null if no timestamp authority confirms the time of the signature
 * @param sbom null if there is none next to the package
 * @param provenance null if there is none next to the package, or it is not valid
 */
public record VerificationReport(
        List<Check> checks,
        @Nullable String pluginId,
        @Nullable String version,
        @Nullable String platform,
        int entries,
        @Nullable String contentDigest,
        @Nullable String algorithm,
        List<CertificateInfo> chain,
        @Nullable Timestamp timestamp,
        @Nullable Sbom sbom,
        @Nullable Provenance provenance)
        implements Serializable {

    /**
     * A time that a timestamp authority confirms (RFC 3161).
     *
     * @param authority subject of its certificate
     */
    public record Timestamp(Instant time, String authority) implements Serializable {}

    /**
     * A bill of materials.
     *
     * @param file its name
     * @param components how many it lists
     * @param confirmed whether the provenance, which is signed, contains its digest
     */
    public record Sbom(String file, int components, boolean confirmed) implements Serializable {}

    /**
     * Where the package was built.
     *
     * @param file its name
     * @param builder the URI of the CI system
     * @param source URI of the repository; null if unknown
     * @param commit in hex; null if unknown
     * @param invocation URI of the CI job; null if unknown
     */
    public record Provenance(
            String file,
            String builder,
            @Nullable String source,
            @Nullable String commit,
            @Nullable String invocation) implements Serializable {}

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
        VALIDITY,
        /** The provenance, and the bill of materials that it contains; passed if there is none. */
        PROVENANCE;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a check ended. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** It needs what another check found missing or invalid. */
        NOT_CHECKED
    }

    /** @param detail what was found, or why nothing was checked, as a clause, safe to show */
    public record Check(Aspect aspect, Outcome outcome, String detail) implements Serializable {
        Check(Aspect aspect, boolean ok, String detail) {
            this(aspect, ok ? Outcome.PASSED : Outcome.FAILED, detail);
        }

        /** @param why a clause */
        static Check notMade(Aspect aspect, String why) {
            return new Check(aspect, Outcome.NOT_CHECKED, why);
        }

        public boolean ok() {
            return outcome == Outcome.PASSED;
        }

        public boolean failed() {
            return outcome == Outcome.FAILED;
        }
    }

    public boolean passed() {
        return failure().isEmpty();
    }

    /** {@link ErrorCode#PACKAGE_INVALID} or {@link ErrorCode#SIGNATURE_INVALID}, whichever comes first; empty if all checks passed. */
    public Optional<ErrorCode> failure() {
        return checks.stream()
                .filter(Check::failed)
                .findFirst()
                .map(check -> check.aspect().compareTo(Aspect.SIGNATURE) < 0
                        ? ErrorCode.PACKAGE_INVALID
                        : ErrorCode.SIGNATURE_INVALID);
    }
}
