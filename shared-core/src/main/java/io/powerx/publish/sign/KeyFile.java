package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
import org.jspecify.annotations.Nullable;

/**
 * What key and certificate files hold: PEM with PKCS#8 (plain or encrypted), PKCS#1 or SEC1, or PKCS#12. Failures never quote the
 * content, nor carry a cause that might.
 */
record KeyFile(PrivateKey privateKey, List<X509Certificate> certificates) {
    private static final int MAX_SIZE = 1 << 20;
    private static final int ASN1_SEQUENCE = 0x30;

    static KeyFile read(String key, @Nullable String certificate, @Nullable Secret passphrase) {
        byte[] content = content(key, ErrorCode.SIGNING_KEY_UNREADABLE, "read the signing key");
        List<X509Certificate> certificates = new ArrayList<>();
        if (certificate != null) {
            certificates.addAll(certificates(certificate));
        }
        if (PemBlocks.isPem(content)) {
            String text = new String(content, StandardCharsets.UTF_8);
            certificates.addAll(Certificates.parsePem(text));
            return new KeyFile(fromPem(text, passphrase), certificates);
        }
        if (content.length > 0 && content[0] == ASN1_SEQUENCE) {
            return fromPkcs12(content, certificates, passphrase);
        }
        throw unreadable("it is neither PEM nor PKCS#12");
    }

    private static List<X509Certificate> certificates(String certificate) {
        byte[] content = content(certificate, ErrorCode.SIGNING_CERTIFICATE_INVALID, "read the signing certificate");
        if (!PemBlocks.isPem(content)) {
            return List.of(Certificates.parse(content));
        }
        List<X509Certificate> found = Certificates.parsePem(new String(content, StandardCharsets.UTF_8));
        if (found.isEmpty()) {
            throw PublishException.of(
                            ErrorCode.SIGNING_CERTIFICATE_INVALID,
                            "read the signing certificate",
                            "there is no CERTIFICATE block in it")
                    .build();
        }
        return found;
    }

    private static byte[] content(String pathOrText, ErrorCode code, String tried) {
        if (pathOrText.contains("-----BEGIN ")) {
            return pathOrText.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return SmallFile.read(Path.of(pathOrText.strip()), MAX_SIZE);
        } catch (InvalidPathException e) {
            throw unreadable(code, tried, "it is not a path");
        } catch (IOException e) {
            throw unreadable(code, tried, IoFailure.reason(e));
        }
    }

    /** The value may be a key that lost its first line: neither it nor a cause that quotes it is shown. */
    private static PublishException unreadable(ErrorCode code, String tried, String reason) {
        return PublishException.of(
                        code, tried, "the value is neither PEM text nor the path of a readable file (" + reason + ")")
                .build();
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
                            ? "the PEM block cannot be decoded"
                            : "the PEM block cannot be decoded, or the passphrase is not its own");
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

    /** OpenSSL's own scheme, PBES2, is the JDK's too; it goes by the name that the parameters print. */
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
            return encrypted.decryptPrivateKeyInfo(new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(Crypto.provider())
                    .build(passphrase));
        }
    }

    private static KeyFile fromPkcs12(byte[] content, List<X509Certificate> certificates, @Nullable Secret passphrase) {
        char[] password = passphrase == null ? new char[0] : characters(passphrase);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), password);
            List<String> keys = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys.add(alias);
                }
                Certificate[] chain = store.getCertificateChain(alias);
                for (Certificate member : chain == null ? new Certificate[] {store.getCertificate(alias)} : chain) {
                    if (member instanceof X509Certificate x509) {
                        certificates.add(x509);
                    }
                }
            }
            if (keys.size() != 1) {
                throw unreadable("the PKCS#12 file holds " + keys.size() + " keys instead of one");
            }
            if (store.getKey(keys.get(0), password) instanceof PrivateKey key) {
                return new KeyFile(key, certificates);
            }
            throw unreadable("the PKCS#12 file holds no private key");
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable("the PKCS#12 file cannot be opened; the passphrase may not be its own");
        }
    }

    private static char[] characters(@Nullable Secret passphrase) {
        if (passphrase == null) {
            throw unreadable("it is encrypted and there is no passphrase");
        }
        return passphrase.reveal().toCharArray();
    }

    private static PublishException unreadable(String found) {
        return PublishException.of(ErrorCode.SIGNING_KEY_UNREADABLE, "read the signing key", found)
                .build();
    }
}
