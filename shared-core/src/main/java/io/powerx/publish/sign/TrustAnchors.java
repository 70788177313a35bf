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
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The certificates that a verifier believes, and whose issued certificates it believes; and bare keys, which sign for themselves. */
public final class TrustAnchors {
    /** No anchors: signatures can be checked for holding, their signer cannot. */
    public static final TrustAnchors NONE = new TrustAnchors(List.of(), List.of());

    private final List<X509Certificate> anchors;
    private final List<PublicKey> keys;

    /**
     * What there is to say of a chain, its dates apart.
     *
     * @param problem a clause; null for a chain that is believed
     * @param path the chain, leaf first, with the anchor that it leads to
     */
    public record Judgement(@Nullable String problem, List<X509Certificate> path) {}

    private TrustAnchors(List<X509Certificate> anchors, List<PublicKey> keys) {
        this.anchors = List.copyOf(anchors);
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads anchors.
     *
     * @param pem certificates of authorities, or of signers themselves, and public keys
     * @throws PublishException {@link ErrorCode#SIGNING_CERTIFICATE_INVALID} where there is none in the text
     */
    public static TrustAnchors parsePem(String pem) {
        List<X509Certificate> anchors = Certificates.parsePem(pem);
        List<PublicKey> keys = Ed25519Keys.parsePem(pem);
        if (anchors.isEmpty() && keys.isEmpty()) {
            throw PublishException.of(
                            ErrorCode.SIGNING_CERTIFICATE_INVALID,
                            "read the trusted certificates",
                            "there is neither a CERTIFICATE nor an Ed25519 PUBLIC KEY block in the text")
                    .build();
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
     * Judges a chain by RFC 5280, without revocation. Without anchors the chain's own end is believed. Dates are left to {@link
     * Certificates#validityProblem}, so that an expired chain is called expired.
     *
     * @param chain leaf first
     */
    public Judgement judge(List<X509Certificate> chain) {
        Optional<String> usage = Certificates.usageProblem(chain.get(0));
        if (usage.isPresent()) {
            return new Judgement(usage.get(), chain);
        }
        List<X509Certificate> believed = anchors.isEmpty() ? chain.subList(chain.size() - 1, chain.size()) : anchors;
        if (believed.contains(chain.get(0))) {
            return new Judgement(null, chain.subList(0, 1));
        }
        List<X509Certificate> path = chain.stream()
                .takeWhile(certificate -> !believed.contains(certificate))
                .toList();
        try {
            PKIXParameters parameters = new PKIXParameters(believed.stream()
                    .map(anchor -> new TrustAnchor(anchor, null))
                    .collect(Collectors.toSet()));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(commonTime(path)));
            PKIXCertPathValidatorResult result = (PKIXCertPathValidatorResult) CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            List<X509Certificate> whole = new ArrayList<>(path);
            whole.add(result.getTrustAnchor().getTrustedCert());
            return new Judgement(null, List.copyOf(whole));
        } catch (CertPathValidatorException e) {
            return new Judgement("the chain does not lead to a trusted certificate (" + e.getReason() + ")", chain);
        } catch (GeneralSecurityException e) {
            return new Judgement("the chain cannot be checked", chain);
        }
    }

    /** A time at which the whole path was valid, if there was one. */
    private static Instant commonTime(List<X509Certificate> path) {
        return path.stream()
                .map(certificate -> certificate.getNotBefore().toInstant())
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
