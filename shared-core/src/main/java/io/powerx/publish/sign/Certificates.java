package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** X.509 certificates: reading, ordering, and what the receipt shows of them. */
public final class Certificates {
    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END (?:X509 |TRUSTED )?CERTIFICATE-----");

    private static final int MAX_CERTIFICATES = 1000;

    private Certificates() {}

    /**
     * All certificates in a text, in its order; other PEM blocks and text between them are ignored.
     *
     * @throws PublishException {@link ErrorCode#SIGNING_CERTIFICATE_INVALID} if a block is not a certificate
     */
    public static List<X509Certificate> parsePem(String text) {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher matcher = PEM.matcher(text);
        while (matcher.find()) {
            certificates.add(parse(Base64.getMimeDecoder().decode(matcher.group(1))));
            if (certificates.size() > MAX_CERTIFICATES) {
                throw invalid("there are more than " + MAX_CERTIFICATES + " of them");
            }
        }
        return certificates;
    }

    /** @param der a certificate; what OpenSSL's TRUSTED CERTIFICATE appends to it is ignored */
    static X509Certificate parse(byte[] der) {
        try (ASN1InputStream in = new ASN1InputStream(der)) {
            ASN1Primitive first = in.readObject();
            if (first == null) {
                throw invalid("one of them is empty");
            }
            byte[] encoded = first.getEncoded(ASN1Encoding.DER);
            requireNamedCurve(encoded);
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException | IOException | IllegalArgumentException | IllegalStateException e) {
            throw invalid("one of them is not an X.509 certificate");
        }
    }

    /** The JDK cannot read keys with explicit curve parameters, and reports only that the certificate is not X.509. */
    private static void requireNamedCurve(byte[] certificate) {
        AlgorithmIdentifier algorithm =
                Certificate.getInstance(certificate).getSubjectPublicKeyInfo().getAlgorithm();
        if (algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                && !(algorithm.getParameters() instanceof ASN1ObjectIdentifier)) {
            throw invalid(
                    "one of them has an EC key with explicit parameters; make it with a named curve such as prime256v1");
        }
    }

    /** A certificate as PEM. */
    public static String pem(X509Certificate certificate) {
        return PemBlocks.write("CERTIFICATE", encoded(certificate));
    }

    /** A certificate as the receipt shows it. */
    public static CertificateInfo info(X509Certificate certificate) {
        return new CertificateInfo(
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                certificate.getSerialNumber().toString(16),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                HexFormat.of().formatHex(Crypto.digest("SHA-256", encoded(certificate))));
    }

    static List<CertificateInfo> infos(List<X509Certificate> chain) {
        return chain.stream().map(Certificates::info).toList();
    }

    /** The chain of a leaf, from certificates in any order; without the root and unrelated certificates. */
    static List<X509Certificate> chain(X509Certificate leaf, Collection<X509Certificate> pool) {
        List<X509Certificate> chain = new ArrayList<>(List.of(leaf));
        X509Certificate last = leaf;
        while (!isSelfSigned(last)) {
            X509Certificate below = last;
            Optional<X509Certificate> issuer = pool.stream()
                    .filter(candidate -> !chain.contains(candidate) && isIssuedBy(below, candidate))
                    .findFirst();
            if (issuer.isEmpty() || isSelfSigned(issuer.get())) {
                break;
            }
            last = issuer.get();
            chain.add(last);
        }
        return List.copyOf(chain);
    }

    /**
     * The name of a leaf's issuer if its certificate is missing; empty if it is in the pool, or the leaf signed itself. Whether certificates
     * further up are missing cannot be seen, because a root is usually left out.
     */
    static Optional<String> missingIssuer(X509Certificate leaf, Collection<X509Certificate> pool) {
        return isSelfSigned(leaf) || pool.stream().anyMatch(candidate -> isIssuedBy(leaf, candidate))
                ? Optional.empty()
                : Optional.of(leaf.getIssuerX500Principal().getName());
    }

    static boolean isSelfSigned(X509Certificate certificate) {
        return isIssuedBy(certificate, certificate);
    }

    static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            return isSigned(certificate, issuer.getPublicKey(), Crypto.provider());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean isSigned(X509Certificate certificate, PublicKey key, Provider provider) {
        try {
            certificate.verify(key, provider);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * Why certificates are not valid at a time, as a clause; empty if they are.
     *
     * @param chain in any order
     */
    public static Optional<String> validityProblem(List<X509Certificate> chain, Instant time) {
        for (X509Certificate certificate : chain) {
            String name = "\"" + certificate.getSubjectX500Principal().getName() + "\"";
            Instant notBefore = certificate.getNotBefore().toInstant();
            Instant notAfter = certificate.getNotAfter().toInstant();
            if (time.isAfter(notAfter)) {
                return Optional.of(name + " expired at " + notAfter);
            }
            if (time.isBefore(notBefore)) {
                return Optional.of(name + " is not valid before " + notBefore);
            }
        }
        return Optional.empty();
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a parsed certificate has its bytes", e);
        }
    }

    private static PublishException invalid(String found) {
        return PublishException.of(ErrorCode.SIGNING_CERTIFICATE_INVALID, "read the certificates", found);
    }
}
