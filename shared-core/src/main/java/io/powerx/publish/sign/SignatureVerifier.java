package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
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
