package io.powerx.publish.sign;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/** Checks signatures over a content. Whether their certificates are to be trusted is {@link TrustAnchors}' question. */
public final class SignatureVerifier {
    private static final Set<String> DIGESTS = Set.of(
            NISTObjectIdentifiers.id_sha256.getId(),
            NISTObjectIdentifiers.id_sha384.getId(),
            NISTObjectIdentifiers.id_sha512.getId());

    private static final int MAX_CERTIFICATES = 20;

    private SignatureVerifier() {}

    /**
     * A signature that holds.
     *
     * @param algorithm JCA name
     * @param chain leaf first, as far as it is in the signature
     */
    public record Verified(String algorithm, List<X509Certificate> chain) {}

    /**
     * Checks a detached CMS: one signer, its certificate inside, signed attributes, SHA-256 or better.
     *
     * @param der the CMS
     * @param content what it is over
     * @throws PublishException {@link ErrorCode#SIGNATURE_INVALID}
     */
    public static Verified verifyCms(byte[] der, byte[] content) {
        try {
            CMSSignedData cms = new CMSSignedData(new CMSProcessableByteArray(content), der);
            if (!cms.isDetachedSignature()) {
                throw invalid("it carries a content of its own");
            }
            Collection<SignerInformation> signers = cms.getSignerInfos().getSigners();
            if (signers.size() != 1) {
                throw invalid("it has " + signers.size() + " signers instead of one");
            }
            SignerInformation signer = signers.iterator().next();
            if (!DIGESTS.contains(signer.getDigestAlgOID())) {
                throw invalid("its digest is weaker than SHA-256");
            }
            if (signer.getSignedAttributes() == null
                    || signer.getSignedAttributes().get(CMSAttributes.messageDigest) == null) {
                throw invalid("it has no signed attributes");
            }
            List<X509Certificate> certificates = new ArrayList<>();
            for (X509CertificateHolder holder : cms.getCertificates().getMatches(null)) {
                certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
            }
            if (certificates.size() > MAX_CERTIFICATES) {
                throw invalid("it carries more than " + MAX_CERTIFICATES + " certificates");
            }
            X509Certificate leaf = leaf(cms, signer);
            Algorithm algorithm = algorithm(signer, leaf.getPublicKey());
            if (!verifies(signer, leaf)) {
                throw invalid("it is not of this content");
            }
            return new Verified(algorithm.jcaName(), Certificates.chain(leaf, certificates));
        } catch (CMSException | OperatorCreationException | CertificateException | RuntimeException e) {
            if (e instanceof PublishException known) {
                throw known;
            }
            throw PublishException.of(
                            ErrorCode.SIGNATURE_INVALID, "verify the signature", "it is not of this content, or no CMS")
                    .causedBy(e)
                    .build();
        }
    }

    /**
     * Checks a raw signature.
     *
     * @param algorithm JCA name, one of the contract's
     * @throws PublishException {@link ErrorCode#SIGNATURE_INVALID}
     */
    public static void verifyRaw(String algorithm, PublicKey key, byte[] signature, byte[] content) {
        Algorithm known = Algorithm.ofJcaName(algorithm).orElseThrow(() -> invalid("its algorithm is unknown"));
        if (!Crypto.verifies(known, key, content, signature)) {
            throw invalid("it is not of this content and key");
        }
    }

    /**
     * Checks a signature in the contract's form (PublishRequest.signatures).
     *
     * @param value DER of the CMS, or the raw signature
     * @param chainPem leaf first; needed for raw signatures, and for CMS its leaf must be the signer if it is not empty
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
            throw invalid("a raw signature needs its certificate beside it");
        }
        verifyRaw(algorithm, chain.get(0).getPublicKey(), value, content);
        return new Verified(algorithm, Certificates.chain(chain.get(0), chain));
    }

    /** Tries the algorithms that a key can have, for a signature that names none. */
    static Optional<String> algorithmOf(PublicKey key, byte[] signature, byte[] content) {
        for (Algorithm algorithm : Algorithm.values()) {
            if (Crypto.verifies(algorithm, key, content, signature)) {
                return Optional.of(algorithm.jcaName());
            }
        }
        return Optional.empty();
    }

    private static boolean verifies(SignerInformation signer, X509Certificate leaf)
            throws CMSException, OperatorCreationException {
        try {
            return signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(leaf));
        } catch (CMSException | OperatorCreationException notWithThisJvm) {
            return signer.verify(new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(Crypto.provider())
                    .build(leaf));
        }
    }

    private static X509Certificate leaf(CMSSignedData cms, SignerInformation signer) throws CertificateException {
        @SuppressWarnings("unchecked")
        Collection<X509CertificateHolder> matches = cms.getCertificates().getMatches(signer.getSID());
        if (matches.isEmpty()) {
            throw invalid("the signer's certificate is not in it");
        }
        return new JcaX509CertificateConverter()
                .getCertificate(matches.iterator().next());
    }

    private static Algorithm algorithm(SignerInformation signer, PublicKey key) {
        for (Algorithm algorithm : Algorithm.values()) {
            if (algorithm.fits(key)
                    && algorithm.identifier().getAlgorithm().getId().equals(signer.getEncryptionAlgOID())) {
                return algorithm;
            }
        }
        return Algorithm.of(SigningProfile.CMS, key)
                .orElseThrow(() -> invalid("its key is too weak, or of a kind that is not known"));
    }

    static PublishException invalid(String found) {
        return PublishException.of(ErrorCode.SIGNATURE_INVALID, "verify the signature", found)
                .build();
    }
}
