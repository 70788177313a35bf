package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Verifies signatures. {@link TrustAnchors} decides whether their certificates are trusted. */
public final class SignatureVerifier {
    private SignatureVerifier() {}

    /**
     * A valid signature.
     *
     * @param algorithm JCA name
     * @param chain leaf first, as far as it is in the signature
     * @param value the raw signature
     * @param timestamp DER of the timestamp that is in it and is not checked yet; null if there is none
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Verified(String algorithm, List<X509Certificate> chain, byte[] value, byte @Nullable [] timestamp) {}

    /**
     * Verifies a detached CMS signature in the format that the packer writes: one signer with its chain, signed attributes without a time,
     * SHA-256 or stronger.
     *
     * @param der the CMS structure
     * @param content the signed bytes
     * @throws PublishException {@link ErrorCode#SIGNATURE_INVALID}
     */
    public static Verified verifyCms(byte[] der, byte[] content) {
        return CmsVerifier.verify(der, content);
    }

    /**
     * Verifies a raw signature.
     *
     * @param algorithm JCA name, one of the contract's
     * @throws PublishException {@link ErrorCode#SIGNATURE_INVALID}
     */
    public static void verifyRaw(String algorithm, PublicKey key, byte[] signature, byte[] content) {
        Algorithm known = Algorithm.ofJcaName(algorithm).orElseThrow(() -> invalid("its algorithm is unknown"));
        if (!Crypto.verifies(known, key, content, signature)) {
            throw invalid("this key did not sign this content");
        }
    }

    /**
     * Verifies a signature in the contract's form (PublishRequest.signatures).
     *
     * @param value DER of the CMS structure, or the raw signature
     * @param chainPem leaf first; required for raw signatures. For CMS it may be empty; otherwise its first certificate must be the signer.
     * @throws PublishException {@link ErrorCode#SIGNATURE_INVALID}, {@link ErrorCode#SIGNING_CERTIFICATE_INVALID}
     */
    public static Verified verify(
            SignatureFormat format, String algorithm, byte[] value, List<String> chainPem, byte[] content) {
        List<X509Certificate> chain = Certificates.parsePem(String.join("\n", chainPem));
        if (format == SignatureFormat.CMS_DETACHED) {
            Verified verified = verifyCms(value, content);
            if (!chain.isEmpty() && !chain.get(0).equals(verified.chain().get(0))) {
                throw invalid("its signer is not the first certificate of the chain that came with it");
            }
            if (!verified.algorithm().equals(algorithm)) {
                throw invalid("it is a " + verified.algorithm() + " and not a " + algorithm);
            }
            return verified;
        }
        if (chain.isEmpty()) {
            throw invalid("a raw signature requires the signer's certificate");
        }
        verifyRaw(algorithm, chain.get(0).getPublicKey(), value, content);
        return new Verified(algorithm, Certificates.chain(chain.get(0), chain), value, null);
    }

    /**
     * Verifies a raw signature that states neither its algorithm nor its signer.
     *
     * @param candidates certificates, one of which may be the signer's
     * @return with the part of the signer's chain that is among the candidates; empty if no candidate is the signer
     */
    static Optional<Verified> verifyRaw(List<X509Certificate> candidates, byte[] signature, byte[] content) {
        for (X509Certificate candidate : candidates) {
            for (Algorithm algorithm : Algorithm.values()) {
                if (Crypto.verifies(algorithm, candidate.getPublicKey(), content, signature)) {
                    return Optional.of(new Verified(
                            algorithm.jcaName(), Certificates.chain(candidate, candidates), signature, null));
                }
            }
        }
        return Optional.empty();
    }

    static PublishException invalid(String found) {
        return PublishException.of(ErrorCode.SIGNATURE_INVALID, "verify the signature", found);
    }
}
