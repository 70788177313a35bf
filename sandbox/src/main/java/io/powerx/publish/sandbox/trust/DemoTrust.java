package io.powerx.publish.sandbox.trust;

import io.powerx.publish.io.PrivateFiles;
import io.powerx.publish.sandbox.store.Ids;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * The sandbox's own certificate authority and signing key, generated on first use, and the authorities and public keys that the user
 * has added to {@code trust/anchors}.
 */
public final class DemoTrust {
    private static final X500Name CA_NAME = new X500Name("CN=PowerX Sandbox CA,O=PowerX Sandbox");
    private static final X500Name SIGNER_NAME = new X500Name("CN=PowerX Sandbox Publisher,O=PowerX Sandbox");
    private static final Duration CA_LIFE = Duration.ofDays(3650);
    private static final Duration SIGNER_LIFE = Duration.ofDays(730);
    private static final Duration RENEW_AHEAD = Duration.ofDays(60);

    private final Path directory;

    private DemoTrust(Path directory) {
        this.directory = directory;
    }

    /**
     * The trusted signers.
     *
     * @param publicKeys for raw signatures that carry no certificates
     */
    public record Anchors(List<X509Certificate> certificates, List<PublicKey> publicKeys) {}

    /** Opens the directory, generates what is missing, and renews the signing certificate well before it expires. */
    public static DemoTrust open(Path directory, Clock clock) throws IOException {
        PrivateFiles.createDirectory(directory);
        PrivateFiles.createDirectory(directory.resolve("anchors"));
        DemoTrust trust = new DemoTrust(directory);
        try {
            Instant now = clock.instant();
            if (!Files.exists(trust.authority()) || !Files.exists(trust.authorityKey())) {
                trust.makeAuthority(now);
                trust.makeSigner(now);
            } else if (!Files.exists(trust.signingKey()) || trust.signerEndsBefore(now.plus(RENEW_AHEAD))) {
                trust.makeSigner(now);
            }
            if (!Files.exists(trust.packageKey())) {
                KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                PrivateFiles.write(
                        trust.packageKey(),
                        Pem.write("PRIVATE KEY", pair.getPrivate().getEncoded()));
            }
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("The demo certificates in " + directory + " cannot be generated or read", e);
        }
        return trust;
    }

    /** PKCS#8, unencrypted: a demonstration key that only this sandbox trusts. */
    public Path signingKey() {
        return directory.resolve("signing-key.pem");
    }

    /** An Ed25519 key for the profile that PowerX core's registry checks. */
    public Path packageKey() {
        return directory.resolve("package-key.pem");
    }

    /** The signing certificate, followed by that of its authority. */
    public Path signingCertificate() {
        return directory.resolve("signing-certificate.pem");
    }

    /** The authority's certificate. */
    public Path authority() {
        return directory.resolve("ca.pem");
    }

    private Path authorityKey() {
        return directory.resolve("ca-key.pem");
    }

    /** Reads the trusted signers, so that a file that was added to {@code anchors} takes effect at once. */
    public Anchors anchors() throws IOException, GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>(Pem.certificates(Files.readString(authority())));
        List<PublicKey> publicKeys = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve("anchors"), "*.{pem,crt,pub}")) {
            for (Path file : files) {
                for (PemObject object : Pem.read(Files.readString(file))) {
                    if (object.getType().equals("CERTIFICATE")) {
                        certificates.add(Pem.certificate(object.getContent()));
                    } else if (object.getType().equals("PUBLIC KEY")) {
                        publicKeys.add(Pem.publicKey(object.getContent()));
                    }
                }
            }
        }
        return new Anchors(certificates, publicKeys);
    }

    /** The trusted signers in PEM. */
    public String anchorsPem() throws IOException, GeneralSecurityException {
        StringBuilder pem = new StringBuilder();
        Anchors anchors = anchors();
        for (X509Certificate certificate : anchors.certificates()) {
            pem.append(Pem.write("CERTIFICATE", certificate.getEncoded()));
        }
        for (PublicKey key : anchors.publicKeys()) {
            pem.append(Pem.write("PUBLIC KEY", key.getEncoded()));
        }
        return pem.toString();
    }

    private boolean signerEndsBefore(Instant limit) throws IOException, GeneralSecurityException {
        if (!Files.exists(signingCertificate())) {
            return true;
        }
        List<X509Certificate> chain = Pem.certificates(Files.readString(signingCertificate()));
        return chain.isEmpty() || chain.get(0).getNotAfter().toInstant().isBefore(limit);
    }

    private void makeAuthority(Instant now) throws IOException, GeneralSecurityException, OperatorCreationException {
        KeyPair pair = newPair();
        X509v3CertificateBuilder builder = builder(CA_NAME, CA_NAME, pair.getPublic(), now, CA_LIFE);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        PrivateFiles.write(
                authorityKey(), Pem.write("PRIVATE KEY", pair.getPrivate().getEncoded()));
        PrivateFiles.write(authority(), signed(builder, pair.getPrivate()));
    }

    private void makeSigner(Instant now) throws IOException, GeneralSecurityException, OperatorCreationException {
        X509Certificate authority =
                Pem.certificates(Files.readString(authority())).get(0);
        KeyPair pair = newPair();
        X509v3CertificateBuilder builder = builder(CA_NAME, SIGNER_NAME, pair.getPublic(), now, SIGNER_LIFE);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        // By default, "openssl cms -verify" requires the e-mail purpose.
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_codeSigning, KeyPurposeId.id_kp_emailProtection
        }));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority.getPublicKey()));
        PrivateFiles.write(
                signingKey(), Pem.write("PRIVATE KEY", pair.getPrivate().getEncoded()));
        PrivateFiles.write(
                signingCertificate(),
                signed(builder, authorityPrivateKey()) + Pem.write("CERTIFICATE", authority.getEncoded()));
    }

    private PrivateKey authorityPrivateKey() throws IOException, GeneralSecurityException {
        byte[] der = Pem.read(Files.readString(authorityKey())).get(0).getContent();
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private static KeyPair newPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey key, Instant now, Duration life)
            throws IOException, GeneralSecurityException {
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(1, Ids.bytes(16)),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(life)),
                subject,
                key);
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
        return builder;
    }

    private static String signed(X509v3CertificateBuilder builder, PrivateKey key)
            throws IOException, OperatorCreationException {
        return Pem.write(
                "CERTIFICATE",
                builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key))
                        .getEncoded());
    }
}
