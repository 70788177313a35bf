package io.powerx.publish.sign;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.jspecify.annotations.Nullable;

/**
 * Verifies detached CMS signatures. Accepts exactly what {@link CmsSignature} writes for the signer's certificates, the
 * content and the raw signature: the structure is built again and compared byte for byte, so it cannot contain
 * algorithms, attributes or certificates that the packer does not write. Only the timestamp comes from another party. The
 * checks before that comparison report the common differences separately.
 */
final class CmsVerifier {
    private static final int MAX_CERTIFICATES = 20;

    private CmsVerifier() {}

    static SignatureVerifier.Verified verify(byte[] der, byte[] content) {
        try {
            CMSSignedData cms = new CMSSignedData(der);
            SignerInformation signer = onlySigner(cms);
            List<X509Certificate> certificates = certificates(cms, null);
            X509Certificate leaf = leaf(certificates(cms, signer));
            Algorithm algorithm = algorithm(signer, leaf.getPublicKey());
            requireDigest(signer, algorithm, content);
            List<X509Certificate> chain = Certificates.chain(leaf, certificates);
            if (chain.size() != certificates.size()) {
                throw SignatureVerifier.invalid("it has certificates that do not belong to the signer's chain");
            }
            ReplayedKey key = new ReplayedKey(algorithm, chain, signer.getSignature());
            byte[] token = token(signer);
            if (!Arrays.equals(CmsSignature.sign(key, content, token == null ? null : signature -> token), der)) {
                throw SignatureVerifier.invalid("it does not have the format that px-plugin writes");
            }
            if (!key.verifiesReplayed()) {
                throw SignatureVerifier.invalid("it was not made with the signer's key");
            }
            return new SignatureVerifier.Verified(algorithm.jcaName(), chain, signer.getSignature(), token);
        } catch (PublishException e) {
            throw e;
        } catch (CMSException | CertificateException | IOException | RuntimeException e) {
            throw SignatureVerifier.invalid("it is not a CMS signature");
        }
    }

    private static SignerInformation onlySigner(CMSSignedData cms) {
        if (!cms.isDetachedSignature()) {
            throw SignatureVerifier.invalid("it is not detached: it contains the content");
        }
        Collection<SignerInformation> signers = cms.getSignerInfos().getSigners();
        if (signers.size() != 1) {
            throw SignatureVerifier.invalid("it has " + signers.size() + " signers instead of one");
        }
        SignerInformation signer = signers.iterator().next();
        if (signer.getSignedAttributes() == null) {
            throw SignatureVerifier.invalid("it has no signed attributes");
        }
        return signer;
    }

    /** The DER of the timestamp, which is the only unsigned attribute that there may be; null if there is none. */
    private static byte @Nullable [] token(SignerInformation signer) throws IOException {
        AttributeTable unsigned = signer.getUnsignedAttributes();
        if (unsigned == null) {
            return null;
        }
        Attribute token = unsigned.get(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken);
        if (unsigned.size() != 1 || token == null || token.getAttrValues().size() != 1) {
            throw SignatureVerifier.invalid("it has unsigned attributes other than one timestamp");
        }
        return token.getAttrValues().getObjectAt(0).toASN1Primitive().getEncoded("DER");
    }

    /** All certificates, or those of a signer. None of them may be weak. */
    private static List<X509Certificate> certificates(CMSSignedData cms, @Nullable SignerInformation signer)
            throws CertificateException, IOException {
        @SuppressWarnings("unchecked")
        Collection<X509CertificateHolder> holders =
                cms.getCertificates().getMatches(signer == null ? null : signer.getSID());
        if (holders.size() > MAX_CERTIFICATES) {
            throw SignatureVerifier.invalid("it has more than " + MAX_CERTIFICATES + " certificates");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (X509CertificateHolder holder : holders) {
            X509Certificate certificate = Certificates.parse(holder.getEncoded());
            Optional<String> weakness = CertificatePolicy.weakness(certificate);
            if (weakness.isPresent()) {
                throw SignatureVerifier.invalid(weakness.get());
            }
            certificates.add(certificate);
        }
        return certificates;
    }

    private static X509Certificate leaf(List<X509Certificate> matches) {
        if (matches.size() != 1) {
            throw SignatureVerifier.invalid("the signer's certificate is not in it");
        }
        return matches.get(0);
    }

    /** The algorithm that the signature states, which must be the one that the packer uses with such a key. */
    private static Algorithm algorithm(SignerInformation signer, PublicKey key) {
        Algorithm algorithm = Algorithm.of(SigningProfile.CMS, key)
                .orElseThrow(() -> SignatureVerifier.invalid("the signer's key is too weak or unsupported"));
        if (!algorithm.identifier().getAlgorithm().getId().equals(signer.getEncryptionAlgOID())) {
            throw SignatureVerifier.invalid("its algorithm " + signer.getEncryptionAlgOID() + " is not "
                    + algorithm.jcaName() + ", which the packer uses with such a key");
        }
        return algorithm;
    }

    private static void requireDigest(SignerInformation signer, Algorithm algorithm, byte[] content) {
        Attribute digest = signer.getSignedAttributes().get(CMSAttributes.messageDigest);
        ASN1Encodable value = digest == null || digest.getAttrValues().size() != 1
                ? null
                : digest.getAttrValues().getObjectAt(0);
        boolean same = value instanceof ASN1OctetString octets
                && Arrays.equals(octets.getOctets(), Crypto.digest(algorithm.digestName(), content));
        if (!same) {
            throw SignatureVerifier.invalid(
                    "it is not a signature of this content, or not over its " + algorithm.digestName() + " digest");
        }
    }

    /** Returns the signature that was found, and keeps the content that it must sign. */
    private static final class ReplayedKey implements SigningKey {
        private final Algorithm algorithm;
        private final List<X509Certificate> chain;
        private final byte[] signature;
        private byte[] signed = new byte[0];

        ReplayedKey(Algorithm algorithm, List<X509Certificate> chain, byte[] signature) {
            this.algorithm = algorithm;
            this.chain = chain;
            this.signature = signature;
        }

        boolean verifiesReplayed() {
            return verifies(signed, signature);
        }

        @Override
        public Algorithm algorithm() {
            return algorithm;
        }

        @Override
        public List<X509Certificate> chain() {
            return chain;
        }

        @Override
        public byte[] sign(byte[] message) {
            signed = message;
            return signature;
        }
    }
}
