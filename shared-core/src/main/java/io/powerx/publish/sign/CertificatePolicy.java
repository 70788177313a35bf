package io.powerx.publish.sign;

import io.powerx.publish.secret.ForeignText;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * The certificates that may sign a package: a leaf for code signing that is not an authority, and only strong keys and signatures in
 * the whole chain.
 */
final class CertificatePolicy {
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int NON_REPUDIATION = 1;
    private static final int NO_AUTHORITY = -1;
    private static final int MAX_SHOWN = 200;
    private static final String CODE_SIGNING = KeyPurposeId.id_kp_codeSigning.getId();
    private static final String ANY_PURPOSE = KeyPurposeId.anyExtendedKeyUsage.getId();
    private static final Set<String> DIGESTS = Set.of(
            NISTObjectIdentifiers.id_sha256.getId(),
            NISTObjectIdentifiers.id_sha384.getId(),
            NISTObjectIdentifiers.id_sha512.getId());
    private static final String RSA_PSS = PKCSObjectIdentifiers.id_RSASSA_PSS.getId();
    private static final Set<String> SIGNATURES = Set.of(
            PKCSObjectIdentifiers.sha256WithRSAEncryption.getId(),
            PKCSObjectIdentifiers.sha384WithRSAEncryption.getId(),
            PKCSObjectIdentifiers.sha512WithRSAEncryption.getId(),
            "1.2.840.10045.4.3.2", // ecdsa-with-SHA256, RFC 5758
            "1.2.840.10045.4.3.3", // ecdsa-with-SHA384
            "1.2.840.10045.4.3.4", // ecdsa-with-SHA512
            "1.3.101.112"); // Ed25519, RFC 8410

    private CertificatePolicy() {}

    /** Why a leaf must not sign packages, as a clause; empty if it may. */
    static Optional<String> leafProblem(X509Certificate leaf) {
        if (leaf.getBasicConstraints() != NO_AUTHORITY) {
            return Optional.of("it is the certificate of an authority, not of a signer");
        }
        boolean[] usage = leaf.getKeyUsage();
        if (usage != null && !usage[DIGITAL_SIGNATURE] && !usage[NON_REPUDIATION]) {
            return Optional.of("its key usage does not allow signatures");
        }
        try {
            List<String> purposes = leaf.getExtendedKeyUsage();
            return purposes != null && purposes.contains(CODE_SIGNING)
                    ? Optional.empty()
                    : Optional.of("it is not a certificate for code signing (extended key usage codeSigning)");
        } catch (CertificateException e) {
            return Optional.of("its extended key usage cannot be read");
        }
    }

    /**
     * What is wrong with a chain apart from its dates and issuers, as a clause; empty if nothing is.
     *
     * @param chain leaf first, without the trusted root
     */
    static Optional<String> chainProblem(List<X509Certificate> chain) {
        return leafProblem(chain.get(0))
                .or(() -> chain.stream()
                        .skip(1)
                        .flatMap(above -> authorityProblem(above).stream())
                        .findFirst())
                .or(() ->
                        chain.stream().flatMap(link -> weakness(link).stream()).findFirst());
    }

    /** Whether a certificate's key or its signature is too weak or unsupported, as a clause. */
    static Optional<String> weakness(X509Certificate certificate) {
        String name =
                "\"" + ForeignText.oneLine(certificate.getSubjectX500Principal().getName(), MAX_SHOWN) + "\"";
        if (!Algorithm.isStrong(certificate.getPublicKey())) {
            return Optional.of(
                    "the key of " + name + " must be RSA with 2048 to 8192 bits, EC on P-256 or P-384, or Ed25519");
        }
        if (!isStrongSignature(certificate)) {
            return Optional.of(name + " is signed with " + certificate.getSigAlgName()
                    + ", which is weaker than SHA-256 or not known");
        }
        return Optional.empty();
    }

    /** An authority that is limited to other purposes cannot issue certificates for code signing. */
    private static Optional<String> authorityProblem(X509Certificate authority) {
        try {
            List<String> purposes = authority.getExtendedKeyUsage();
            return purposes == null || purposes.contains(CODE_SIGNING) || purposes.contains(ANY_PURPOSE)
                    ? Optional.empty()
                    : Optional.of("one of its authorities is not for code signing (extended key usage)");
        } catch (CertificateException e) {
            return Optional.of("the extended key usage of one of its authorities cannot be read");
        }
    }

    private static boolean isStrongSignature(X509Certificate certificate) {
        if (!certificate.getSigAlgOID().equals(RSA_PSS)) {
            return SIGNATURES.contains(certificate.getSigAlgOID());
        }
        try {
            RSASSAPSSparams parameters = RSASSAPSSparams.getInstance(certificate.getSigAlgParams());
            AlgorithmIdentifier mask = AlgorithmIdentifier.getInstance(
                    parameters.getMaskGenAlgorithm().getParameters());
            return DIGESTS.contains(parameters.getHashAlgorithm().getAlgorithm().getId())
                    && DIGESTS.contains(mask.getAlgorithm().getId());
        } catch (IllegalArgumentException | NullPointerException e) {
            return false;
        }
    }
}
