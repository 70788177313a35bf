package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The certificates and bare public keys that a verifier trusts. Certificates that a trusted one has issued are trusted too. */
public final class TrustAnchors {
    /** No anchors: signatures can be verified, but not the identity of the signer. */
    public static final TrustAnchors NONE = new TrustAnchors(List.of(), List.of());

    private final List<X509Certificate> anchors;
    private final List<PublicKey> keys;

    /**
     * Whether a chain is trusted, apart from its dates.
     *
     * @param problem a clause; null if the chain is trusted
     * @param path the chain, leaf first, with the anchor that it leads to
     */
    public record Evaluation(@Nullable String problem, List<X509Certificate> path) {}

    private TrustAnchors(List<X509Certificate> anchors, List<PublicKey> keys) {
        this.anchors = List.copyOf(anchors);
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads anchors.
     *
     * @param pem certificates of authorities, or of signers themselves, and public keys
     * @throws PublishException {@link ErrorCode#SIGNING_CERTIFICATE_INVALID} if there is none in the text
     */
    public static TrustAnchors parsePem(String pem) {
        List<X509Certificate> anchors = Certificates.parsePem(pem);
        List<PublicKey> keys = Ed25519Keys.parsePem(pem);
        if (anchors.isEmpty() && keys.isEmpty()) {
            throw PublishException.of(
                    ErrorCode.SIGNING_CERTIFICATE_INVALID,
                    "read the trusted certificates",
                    "it contains neither a CERTIFICATE nor an Ed25519 PUBLIC KEY block");
        }
        return new TrustAnchors(anchors, keys);
    }

    /** The bare keys, and those of the certificates. */
    List<PublicKey> keys() {
        return Stream.concat(keys.stream(), anchors.stream().map(X509Certificate::getPublicKey))
                .toList();
    }

    public List<X509Certificate> certificates() {
        return anchors;
    }

    public boolean isEmpty() {
        return anchors.isEmpty() && keys.isEmpty();
    }

    /**
     * Evaluates a chain according to RFC 5280, without revocation. Without anchors the chain's own end is trusted. Dates are
     * left to {@link Certificates#validityProblem}, so that an expired chain is reported as expired.
     *
     * @param chain leaf first
     */
    public Evaluation evaluate(List<X509Certificate> chain) {
        Optional<String> problem = CertificatePolicy.chainProblem(chain);
        if (problem.isPresent()) {
            return new Evaluation(problem.get(), chain);
        }
        List<X509Certificate> trusted = anchors.isEmpty() ? chain.subList(chain.size() - 1, chain.size()) : anchors;
        if (trusted.contains(chain.get(0))) {
            return new Evaluation(null, chain.subList(0, 1));
        }
        List<X509Certificate> path = chain.stream()
                .takeWhile(certificate -> !trusted.contains(certificate))
                .toList();
        try {
            PKIXCertPathValidatorResult result = validated(path, trusted, commonTime(path));
            X509Certificate root = result.getTrustAnchor().getTrustedCert();
            if (!Algorithm.isStrong(root.getPublicKey())) {
                return new Evaluation("the trusted certificate's key is too weak", chain);
            }
            List<X509Certificate> whole = new ArrayList<>(path);
            whole.add(root);
            return new Evaluation(null, List.copyOf(whole));
        } catch (CertPathValidatorException e) {
            return new Evaluation(problem(e), chain);
        } catch (GeneralSecurityException e) {
            return new Evaluation("the chain cannot be checked", chain);
        }
    }

    /**
     * Why a timestamp authority is not trusted, as a clause; empty if it is.
     *
     * @param chain leaf first; its purpose was checked
     * @param time at which all certificates must be valid
     */
    Optional<String> timestampProblem(List<X509Certificate> chain, Instant time) {
        if (anchors.isEmpty()) {
            return Optional.of("there are no trusted certificates");
        }
        Optional<String> weakness = chain.stream()
                .flatMap(link -> CertificatePolicy.weakness(link).stream())
                .findFirst();
        if (weakness.isPresent() || anchors.contains(chain.get(0))) {
            return weakness.or(() -> Certificates.validityProblem(chain.subList(0, 1), time));
        }
        List<X509Certificate> path = chain.stream()
                .takeWhile(certificate -> !anchors.contains(certificate))
                .toList();
        try {
            validated(path, anchors, time);
            return Optional.empty();
        } catch (CertPathValidatorException e) {
            return Optional.of(problem(e));
        } catch (GeneralSecurityException e) {
            return Optional.of("the chain cannot be checked");
        }
    }

    private static PKIXCertPathValidatorResult validated(
            List<X509Certificate> path, List<X509Certificate> trusted, Instant time) throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(
                trusted.stream().map(anchor -> new TrustAnchor(anchor, null)).collect(Collectors.toSet()));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(time));
        return (PKIXCertPathValidatorResult) CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    }

    private static String problem(CertPathValidatorException e) {
        return e.getReason() == PKIXReason.NO_TRUST_ANCHOR
                ? "no trusted certificate has issued the chain"
                : "the chain is invalid: "
                        + e.getReason().toString().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A time at which the whole path was valid, if there was one. */
    private static Instant commonTime(List<X509Certificate> path) {
        return path.stream()
                .map(certificate -> certificate.getNotBefore().toInstant())
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
