package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A private key and the certificates that were delivered with it: PEM or DER with PKCS#8 (plain or encrypted), PKCS#1 or SEC1, or PKCS#12, in every
 * form that {@link DeliveredKey} understands. Failures never quote the content, nor have a cause that might quote it.
 */
record KeyFile(PrivateKey privateKey, List<X509Certificate> certificates) {
    private static final int MAX_SIZE = 1 << 20;

    static KeyFile read(String key, @Nullable String certificate, @Nullable Secret passphrase) {
        List<X509Certificate> certificates = new ArrayList<>();
        if (certificate != null) {
            certificates.addAll(certificates(certificate, passphrase));
        }
        DeliveredKey delivered = DeliveredKey.of(content(key, ErrorCode.SIGNING_KEY_UNREADABLE, "read the signing key"))
                .orElseThrow(() -> unreadable(found(key, "private key in PEM, DER or PKCS#12")));
        if (delivered.isPem()) {
            certificates.addAll(Certificates.parsePem(delivered.text()));
            return new KeyFile(fromPem(delivered.text(), passphrase), certificates);
        }
        return fromDer(delivered.content(), certificates, passphrase);
    }

    private static List<X509Certificate> certificates(String certificate, @Nullable Secret passphrase) {
        byte[] content = content(certificate, ErrorCode.SIGNING_CERTIFICATE_INVALID, "read the signing certificate");
        DeliveredKey delivered = DeliveredKey.of(content)
                .orElseThrow(() -> invalidCertificate(found(certificate, "certificate in PEM or DER")));
        if (!delivered.isPem()) {
            return certificatesFromDer(delivered.content(), passphrase);
        }
        List<X509Certificate> found = Certificates.parsePem(delivered.text());
        if (found.isEmpty()) {
            throw invalidCertificate("there is no CERTIFICATE block in it");
        }
        return found;
    }

    /** One certificate, or those of the PKCS#12 file that also contains the key. */
    private static List<X509Certificate> certificatesFromDer(byte[] der, @Nullable Secret passphrase) {
        if (!Pkcs12File.isPkcs12(der)) {
            return List.of(Certificates.parse(der));
        }
        List<X509Certificate> found = Pkcs12File.open(der, passphrase == null ? new char[0] : characters(passphrase))
                .certificates();
        if (found.isEmpty()) {
            throw invalidCertificate("there is no certificate in the PKCS#12 file");
        }
        return found;
    }

    /** Describes what is not a key or certificate. Never shows the value, because it may be a key. */
    private static String found(String pathOrText, String expected) {
        return SmallFile.find(Path.of(""), pathOrText)
                .map(file -> "the file " + file + " contains no " + expected + ", neither as it is nor in Base64")
                .orElse("it is neither the path of an existing file nor a " + expected + ", as it is or in Base64");
    }

    /** The file's content if there is such a file, the value itself otherwise. */
    private static byte[] content(String pathOrText, ErrorCode code, String tried) {
        Optional<Path> file = SmallFile.find(Path.of(""), pathOrText);
        if (file.isEmpty()) {
            return pathOrText.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return SmallFile.read(file.get(), MAX_SIZE);
        } catch (IOException e) {
            throw PublishException.of(
                    code, tried, "the file " + file.get() + " cannot be read: " + IoFailure.reason(e));
        }
    }

    private static KeyFile fromDer(byte[] der, List<X509Certificate> certificates, @Nullable Secret passphrase) {
        if (Pkcs12File.isPkcs12(der)) {
            Pkcs12File file = Pkcs12File.open(der, passphrase == null ? new char[0] : characters(passphrase));
            certificates.addAll(file.certificates());
            return new KeyFile(privateKeyOrFail(file.key()), certificates);
        }
        for (String label : List.of("PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY")) {
            try {
                return new KeyFile(fromPem(PemBlocks.write(label, der), passphrase), certificates);
            } catch (PublishException notOfThisKind) {
                if (passphrase == null && label.startsWith("ENCRYPTED") && isEncrypted(der)) {
                    throw notOfThisKind;
                }
            }
        }
        throw unreadable("it is DER, but neither a private key nor PKCS#12"
                + (passphrase == null ? "" : ", or the passphrase is incorrect"));
    }

    private static boolean isEncrypted(byte[] der) {
        try {
            return new PKCS8EncryptedPrivateKeyInfo(der).getEncryptionAlgorithm() != null;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static PrivateKey privateKeyOrFail(PrivateKeyInfo info) {
        try {
            return privateKey(info);
        } catch (IOException e) {
            throw unreadable("its private key has an unsupported type");
        }
    }

    private static PrivateKey fromPem(String text, @Nullable Secret passphrase) {
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object block = parser.readObject(); block != null; block = parser.readObject()) {
                PrivateKeyInfo info = privateKeyInfo(block, passphrase);
                if (info != null) {
                    return privateKey(info);
                }
            }
        } catch (IOException | OperatorCreationException | PKCSException | RuntimeException e) {
            if (e instanceof PublishException known) {
                throw known;
            }
            throw unreadable(
                    passphrase == null
                            ? "the private key in it cannot be decoded"
                            : "the private key in it cannot be decoded, or the passphrase is incorrect");
        }
        throw unreadable("there is no PRIVATE KEY block in it");
    }

    private static @Nullable PrivateKeyInfo privateKeyInfo(Object block, @Nullable Secret passphrase)
            throws IOException, OperatorCreationException, PKCSException {
        if (block instanceof PrivateKeyInfo plain) {
            return plain;
        }
        if (block instanceof PEMKeyPair plain) {
            return plain.getPrivateKeyInfo();
        }
        if (block instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
            return decrypted(encrypted, characters(passphrase));
        }
        if (block instanceof PEMEncryptedKeyPair encrypted) {
            return encrypted
                    .decryptKeyPair(new JcePEMDecryptorProviderBuilder()
                            .setProvider(Crypto.provider())
                            .build(characters(passphrase)))
                    .getPrivateKeyInfo();
        }
        return null;
    }

    private static PrivateKey privateKey(PrivateKeyInfo info) throws IOException {
        try {
            return new JcaPEMKeyConverter().getPrivateKey(info);
        } catch (IOException notForThisJvm) {
            return new JcaPEMKeyConverter().setProvider(Crypto.provider()).getPrivateKey(info);
        }
    }

    /** The JDK supports OpenSSL's default scheme, PBES2, under the name that its parameters print. */
    private static PrivateKeyInfo decrypted(PKCS8EncryptedPrivateKeyInfo encrypted, char[] passphrase)
            throws OperatorCreationException, PKCSException {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted.getEncoded());
            AlgorithmParameters parameters = info.getAlgParameters();
            String scheme = parameters.toString();
            Cipher cipher = Cipher.getInstance(scheme);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    SecretKeyFactory.getInstance(scheme).generateSecret(new PBEKeySpec(passphrase)),
                    parameters);
            return PrivateKeyInfo.getInstance(info.getKeySpec(cipher).getEncoded());
        } catch (GeneralSecurityException | IOException | RuntimeException notForThisJvm) {
            return decryptedByBouncyCastle(encrypted, passphrase);
        }
    }

    /** The two decryptors support different schemes: OpenSSL's older ones, and those of PKCS#5 including scrypt (RFC 7914). */
    private static PrivateKeyInfo decryptedByBouncyCastle(PKCS8EncryptedPrivateKeyInfo encrypted, char[] passphrase)
            throws OperatorCreationException, PKCSException {
        try {
            return encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(Crypto.provider())
                    .build(passphrase));
        } catch (PKCSException | RuntimeException unknownScheme) {
            return encrypted.decryptPrivateKeyInfo(new JcePKCSPBEInputDecryptorProviderBuilder()
                    .setProvider(Crypto.provider())
                    .build(passphrase));
        }
    }

    private static char[] characters(@Nullable Secret passphrase) {
        if (passphrase == null) {
            throw unreadable("it is encrypted and there is no passphrase");
        }
        return passphrase.reveal().toCharArray();
    }

    private static PublishException invalidCertificate(String found) {
        return PublishException.of(ErrorCode.SIGNING_CERTIFICATE_INVALID, "read the signing certificate", found);
    }

    static PublishException unreadable(String found) {
        return PublishException.of(ErrorCode.SIGNING_KEY_UNREADABLE, "read the signing key", found);
    }
}
