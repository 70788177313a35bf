package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.pack.read.PackageContents;
import io.powerx.publish.pack.read.PackageIdentity;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.sign.VerificationReport.Aspect;
import io.powerx.publish.sign.VerificationReport.Check;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verifies that a package is what its publisher made: sound, complete, unchanged, and signed by a trusted signer. Unpacks nothing. */
public final class PackageVerifier {
    private static final int MAX_SHOWN = 200;

    private final Clock clock;
    private final TrustAnchors timestampTrust;
    private final RevocationLists revocations;

    /** @param clock decides whether certificates are valid */
    public PackageVerifier(Clock clock) {
        this(clock, TrustAnchors.NONE, RevocationLists.NONE);
    }

    /**
     * @param clock decides whether certificates are valid, unless a trusted timestamp confirms when the package was signed
     * @param timestampTrust the authorities that may confirm times
     */
    public PackageVerifier(Clock clock, TrustAnchors timestampTrust, RevocationLists revocations) {
        this.clock = clock;
        this.timestampTrust = timestampTrust;
        this.revocations = revocations;
    }

    /**
     * Verifies a package. If its structure is invalid, nothing else is checked; otherwise all checks are made and reported.
     *
     * @param trust {@link TrustAnchors#NONE} to verify only that the package is consistent
     * @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE} if there is no such file
     */
    public VerificationReport verify(Path file, TrustAnchors trust) {
        return verify(file, trust, PackageSignature.INSIDE);
    }

    /**
     * Verifies a package whose signature or certificates are not in it.
     *
     * @param signature the parts of the signature that are not in the package
     * @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE} if there is no such file, {@link ErrorCode#ARTIFACT_TOO_LARGE} if a
     *     detached signature is over more bytes than Java may use
     */
    public VerificationReport verify(Path file, TrustAnchors trust, PackageSignature signature) {
        PackageContentCheck content = PackageContentCheck.of(file);
        List<Check> checks = new ArrayList<>(content.checks());
        SignatureVerifier.Verified signer = null;
        if (!content.isSound()) {
            checks.add(PackageContentCheck.unchecked(Aspect.SIGNATURE));
            checks.add(PackageContentCheck.unchecked(Aspect.CHAIN));
            checks.add(PackageContentCheck.unchecked(Aspect.VALIDITY));
        } else if (signature.detached() == null) {
            signer = signature(content.contents(), trust, signature.certificates(), checks);
        } else {
            checks.addAll(DetachedCheck.of(file, signature.detached(), trust));
        }
        PackageIdentity identity = content.identity();
        EvidenceFiles.Result evidence = evidence(file, signature.provenance(), identity, signer);
        checks.add(evidence.check());
        byte[] integrity = content.contents().integrity();
        return new VerificationReport(
                List.copyOf(checks),
                identity == null ? null : identity.id(),
                identity == null ? null : identity.version(),
                identity == null ? null : identity.platform(String.valueOf(file.getFileName())),
                content.contents().entries().size(),
                integrity == null ? null : HexFormat.of().formatHex(Crypto.digest("SHA-256", integrity)),
                signer == null ? null : signer.algorithm(),
                signer == null ? List.of() : Certificates.infos(signer.chain()),
                signer == null || signer.timestamp() == null
                        ? null
                        : timestamp(signer).timestamp(),
                evidence.sbom(),
                evidence.provenance());
    }

    /** A detached signature has no certificate, and its registry takes no provenance. */
    private static EvidenceFiles.Result evidence(
            Path file,
            @Nullable Path provenance,
            @Nullable PackageIdentity identity,
            SignatureVerifier.@Nullable Verified signer) {
        if (identity != null && signer != null) {
            return new EvidenceFiles(file, identity).check(provenance, signer);
        }
        Check check = provenance == null
                ? Check.notMade(Aspect.PROVENANCE, "there is no valid signature in the package")
                : new Check(Aspect.PROVENANCE, false, "it cannot be checked without a valid signature in the package");
        return new EvidenceFiles.Result(check, null, null);
    }

    /** Adds the checks of signature, chain and validity; null if the signature is not valid. */
    private SignatureVerifier.@Nullable Verified signature(
            PackageContents contents, TrustAnchors trust, List<X509Certificate> supplied, List<Check> checks) {
        SignatureVerifier.Verified verified;
        try {
            verified = verified(contents.integrity(), contents.signature(), trust, supplied);
        } catch (PublishException e) {
            checks.add(new Check(Aspect.SIGNATURE, false, ForeignText.oneLine(e.found(), 2 * MAX_SHOWN)));
            checks.add(Check.notMade(Aspect.CHAIN, "there is no valid signature"));
            checks.add(Check.notMade(Aspect.VALIDITY, "there is no valid signature"));
            return null;
        }
        X509Certificate leaf = verified.chain().get(0);
        checks.add(new Check(
                Aspect.SIGNATURE,
                true,
                verified.algorithm() + " over integrity.txt by "
                        + ForeignText.oneLine(leaf.getSubjectX500Principal().getName(), MAX_SHOWN)));
        TrustAnchors.Evaluation evaluation = trust.evaluate(verified.chain());
        checks.add(chain(evaluation, trust));
        checks.add(validity(evaluation.path(), verified.timestamp() == null ? null : timestamp(verified)));
        return verified;
    }

    private TimestampCheck.Result timestamp(SignatureVerifier.Verified verified) {
        return TimestampCheck.of(
                Objects.requireNonNull(verified.timestamp()), verified.value(), timestampTrust, clock.instant());
    }

    /** @param timestamp null if there is none in the signature */
    private Check validity(List<X509Certificate> path, TimestampCheck.@Nullable Result timestamp) {
        Instant now = clock.instant();
        Instant signed = timestamp == null || timestamp.timestamp() == null
                ? null
                : timestamp.timestamp().time();
        Optional<String> problem = Certificates.validityProblem(path, signed == null ? now : signed)
                .or(() -> revocations.problem(path, signed, now));
        String unconfirmed = timestamp == null || timestamp.problem() == null ? "" : "; " + timestamp.problem();
        String valid = (signed == null
                        ? "valid until " + path.get(0).getNotAfter().toInstant()
                        : "valid when the package was signed")
                + (revocations.isEmpty() ? "" : ", not revoked");
        return new Check(
                Aspect.VALIDITY,
                problem.isEmpty(),
                ForeignText.oneLine(problem.orElse(valid) + unconfirmed, 4 * MAX_SHOWN));
    }

    private static Check chain(TrustAnchors.Evaluation evaluation, TrustAnchors trust) {
        if (evaluation.problem() != null) {
            return new Check(Aspect.CHAIN, false, ForeignText.oneLine(evaluation.problem(), 2 * MAX_SHOWN));
        }
        X509Certificate end = evaluation.path().get(evaluation.path().size() - 1);
        String name = ForeignText.oneLine(end.getSubjectX500Principal().getName(), MAX_SHOWN);
        return new Check(
                Aspect.CHAIN,
                true,
                trust.isEmpty()
                        ? "complete up to " + name
                                + "; without a trusted certificate, this does not show who signed the package"
                        : "ends in the trusted certificate " + name);
    }

    private static SignatureVerifier.Verified verified(
            byte @Nullable [] integrity,
            byte @Nullable [] signature,
            TrustAnchors trust,
            List<X509Certificate> supplied) {
        if (integrity == null) {
            throw SignatureVerifier.invalid("the package contains no integrity.txt, which the signature is over");
        }
        if (signature == null) {
            throw SignatureVerifier.invalid("the package contains no manifest.signature");
        }
        ManifestSignature decoded = ManifestSignature.decode(signature);
        if (decoded.format() == SignatureFormat.CMS_DETACHED) {
            return SignatureVerifier.verifyCms(decoded.value(), integrity);
        }
        if (!decoded.certificates().isEmpty()) {
            SignatureVerifier.Verified verified = SignatureVerifier.verifyRaw(
                            decoded.certificates(), decoded.value(), integrity)
                    .orElseThrow(() -> SignatureVerifier.invalid(
                            "none of its certificates verifies it: another key made it, or integrity.txt has changed"));
            if (!verified.chain().equals(decoded.certificates())) {
                throw SignatureVerifier.invalid("it has certificates that do not belong to the signer's chain");
            }
            return verified;
        }
        return SignatureVerifier.verifyRaw(supplied, decoded.value(), integrity)
                .or(() -> SignatureVerifier.verifyRaw(trust.certificates(), decoded.value(), integrity))
                .orElseThrow(
                        () -> SignatureVerifier.invalid(
                                supplied.isEmpty()
                                        ? "it is a raw signature, which does not contain the signer's certificate, and no trusted"
                                                + " certificate verifies it; specify the signer's certificate"
                                        : "no specified certificate verifies it: another key made it, or integrity.txt has changed"));
    }
}
