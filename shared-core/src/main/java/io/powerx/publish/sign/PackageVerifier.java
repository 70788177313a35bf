package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.pack.IntegrityList;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.pack.read.PackageContents;
import io.powerx.publish.pack.read.PackageReader;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.sign.VerificationReport.Aspect;
import io.powerx.publish.sign.VerificationReport.Check;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says whether a package is what its publisher made: sound, complete, unchanged, signed, and by somebody trusted. Nothing is unpacked. */
public final class PackageVerifier {
    private static final int NAMES_SHOWN = 5;
    private static final int MAX_SHOWN = 200;

    private final Clock clock;

    /** @param clock decides whether certificates are valid */
    public PackageVerifier(Clock clock) {
        this.clock = clock;
    }

    /**
     * Verifies a package. All checks are made and reported, whatever the first ones find.
     *
     * @param trust {@link TrustAnchors#NONE} to learn only whether the package agrees with itself
     * @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE} where there is no such file
     */
    public VerificationReport verify(Path file, TrustAnchors trust) {
        return verify(file, trust, null);
    }

    /**
     * The same for a package whose signature lies beside it (profile ed25519-package).
     *
     * @param detached the signature file's content; null where the signature is in the package
     */
    public VerificationReport verify(Path file, TrustAnchors trust, byte @Nullable [] detached) {
        PackageContents contents = PackageReader.read(file);
        byte[] integrity = contents.integrity();
        List<Check> checks = new ArrayList<>();
        checks.add(structure(contents));
        checks.add(integrity(contents));
        List<X509Certificate> chain = List.of();
        if (detached == null) {
            chain = signature(contents, trust, checks);
        } else {
            checks.addAll(DetachedCheck.of(file, detached, trust));
        }
        return new VerificationReport(
                List.copyOf(checks),
                contents.entries().size(),
                integrity == null ? null : HexFormat.of().formatHex(Crypto.digest("SHA-256", integrity)),
                Certificates.infos(chain));
    }

    private static Check structure(PackageContents contents) {
        List<String> problems = contents.problems();
        String detail = problems.isEmpty()
                ? contents.entries().size() + " files, names safe and unique, nothing after the end"
                : String.join("; ", problems);
        return new Check(Aspect.STRUCTURE, problems.isEmpty(), detail);
    }

    private static Check integrity(PackageContents contents) {
        if (contents.integrity() == null) {
            return new Check(Aspect.INTEGRITY, false, "there is no integrity.txt");
        }
        Map<String, String> listed;
        try {
            listed = new LinkedHashMap<>(IntegrityList.parse(contents.integrity()));
        } catch (PublishException e) {
            return new Check(Aspect.INTEGRITY, false, "of integrity.txt, " + e.found());
        }
        List<String> extra = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        int count = listed.size();
        for (PackageEntry entry : contents.entries()) {
            String digest = listed.remove(entry.path());
            if (digest == null) {
                extra.add(entry.path());
            } else if (!digest.equals(entry.sha256())) {
                changed.add(entry.path());
            }
        }
        String detail =
                names("changed", changed) + names("not listed", extra) + names("missing", List.copyOf(listed.keySet()));
        return detail.isEmpty()
                ? new Check(Aspect.INTEGRITY, true, "all " + count + " files are those listed in integrity.txt")
                : new Check(Aspect.INTEGRITY, false, detail.strip());
    }

    /** Adds the checks of signature, chain and validity. */
    private List<X509Certificate> signature(PackageContents contents, TrustAnchors trust, List<Check> checks) {
        SignatureVerifier.Verified verified;
        try {
            verified = verified(contents.integrity(), contents.signature(), trust);
        } catch (PublishException e) {
            checks.add(new Check(Aspect.SIGNATURE, false, e.found()));
            checks.add(new Check(Aspect.CHAIN, false, "not checked without a signature that holds"));
            checks.add(new Check(Aspect.VALIDITY, false, "not checked without a signature that holds"));
            return List.of();
        }
        X509Certificate leaf = verified.chain().get(0);
        checks.add(new Check(
                Aspect.SIGNATURE,
                true,
                verified.algorithm() + " over integrity.txt by "
                        + ForeignText.oneLine(leaf.getSubjectX500Principal().getName(), MAX_SHOWN)));
        TrustAnchors.Judgement judgement = trust.judge(verified.chain());
        checks.add(chain(judgement, trust));
        Optional<String> validity = Certificates.validityProblem(judgement.path(), clock.instant());
        checks.add(new Check(
                Aspect.VALIDITY,
                validity.isEmpty(),
                validity.orElseGet(() -> "valid until " + leaf.getNotAfter().toInstant())));
        return verified.chain();
    }

    private static Check chain(TrustAnchors.Judgement judgement, TrustAnchors trust) {
        if (judgement.problem() != null) {
            return new Check(Aspect.CHAIN, false, judgement.problem());
        }
        X509Certificate end = judgement.path().get(judgement.path().size() - 1);
        String name = ForeignText.oneLine(end.getSubjectX500Principal().getName(), MAX_SHOWN);
        return new Check(
                Aspect.CHAIN,
                true,
                trust.isEmpty()
                        ? "agrees with itself up to " + name
                                + "; no trusted certificate was given, so that this does not say who signed"
                        : "leads to " + name);
    }

    private static SignatureVerifier.Verified verified(
            byte @Nullable [] integrity, byte @Nullable [] signature, TrustAnchors trust) {
        if (integrity == null) {
            throw SignatureVerifier.invalid("there is no integrity.txt that it could be of");
        }
        if (signature == null) {
            throw SignatureVerifier.invalid("there is no manifest.signature");
        }
        ManifestSignature decoded = ManifestSignature.decode(signature);
        if (decoded.format() == SignatureFormat.CMS_DETACHED) {
            return SignatureVerifier.verifyCms(decoded.value(), integrity);
        }
        for (X509Certificate candidate : trust.certificates()) {
            Optional<String> algorithm =
                    SignatureVerifier.algorithmOf(candidate.getPublicKey(), decoded.value(), integrity);
            if (algorithm.isPresent()) {
                return new SignatureVerifier.Verified(algorithm.get(), List.of(candidate));
            }
        }
        throw SignatureVerifier.invalid(
                trust.isEmpty()
                        ? "a raw signature does not carry its certificate: give the signer's as trusted"
                        : "it is of none of the trusted certificates' keys, or not of this integrity.txt");
    }

    private static String names(String what, List<String> paths) {
        if (paths.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(what).append(":");
        paths.stream().limit(NAMES_SHOWN).forEach(path -> text.append(' ')
                .append(ForeignText.oneLine(path, MAX_SHOWN)));
        if (paths.size() > NAMES_SHOWN) {
            text.append(" and ").append(paths.size() - NAMES_SHOWN).append(" more");
        }
        return text.append(". ").toString();
    }
}
