package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The certificates whose signatures, or whose issued certificates, a verifier believes. */
public final class TrustAnchors {
    /** No anchors: signatures can be checked for holding, their signer cannot. */
    public static final TrustAnchors NONE = new TrustAnchors(List.of());

    private final List<X509Certificate> anchors;

    private TrustAnchors(List<X509Certificate> anchors) {
        this.anchors = List.copyOf(anchors);
    }

    /**
     * Reads anchors.
     *
     * @param pem certificates of authorities, or of signers themselves
     * @throws PublishException {@link ErrorCode#SIGNING_CERTIFICATE_INVALID} where there is none in the text
     */
    public static TrustAnchors parsePem(String pem) {
        List<X509Certificate> anchors = Certificates.parsePem(pem);
        if (anchors.isEmpty()) {
            throw PublishException.of(
                            ErrorCode.SIGNING_CERTIFICATE_INVALID,
                            "read the trusted certificates",
                            "there is no CERTIFICATE block in the text")
                    .build();
        }
        return new TrustAnchors(anchors);
    }

    public List<X509Certificate> certificates() {
        return anchors;
    }

    public boolean isEmpty() {
        return anchors.isEmpty();
    }

    /**
     * What speaks against a chain as a clause, apart from the present date, if anything does. Without anchors the chain's own end is
     * believed.
     *
     * @param chain leaf first
     */
    public Optional<String> problem(List<X509Certificate> chain) {
        Optional<String> usage = Certificates.usageProblem(chain.get(0));
        if (usage.isPresent()) {
            return usage;
        }
        if (anchors.contains(chain.get(0)) || (anchors.isEmpty() && chain.size() == 1)) {
            return Optional.empty();
        }
        List<X509Certificate> believed = anchors.isEmpty() ? chain.subList(chain.size() - 1, chain.size()) : anchors;
        List<X509Certificate> path = chain.stream()
                .takeWhile(certificate -> !believed.contains(certificate))
                .toList();
        try {
            PKIXParameters parameters = new PKIXParameters(believed.stream()
                    .map(anchor -> new TrustAnchor(anchor, null))
                    .collect(Collectors.toSet()));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(commonTime(path)));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            return Optional.empty();
        } catch (CertPathValidatorException e) {
            return Optional.of("the chain does not lead to a trusted certificate (" + e.getReason() + ")");
        } catch (GeneralSecurityException e) {
            return Optional.of("the chain cannot be checked");
        }
    }

    /** What speaks against a chain at that time, if anything does. */
    public static Optional<String> validityProblem(List<X509Certificate> chain, Instant time) {
        return chain.stream()
                .flatMap(certificate -> {
                    String name = "\"" + certificate.getSubjectX500Principal().getName() + "\"";
                    if (time.isAfter(certificate.getNotAfter().toInstant())) {
                        return Stream.of(name + " expired at "
                                + certificate.getNotAfter().toInstant());
                    }
                    return time.isBefore(certificate.getNotBefore().toInstant())
                            ? Stream.of(name + " is not valid before "
                                    + certificate.getNotBefore().toInstant())
                            : Stream.empty();
                })
                .findFirst();
    }

    /** A time at which the whole path was valid, if there was one: dates are judged apart, so that an expired chain is called expired. */
    private static Instant commonTime(List<X509Certificate> path) {
        return path.stream()
                .map(certificate -> certificate.getNotBefore().toInstant())
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
