package io.powerx.publish.sign;

import io.powerx.publish.error.PublishException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/**
 * A PKCS#12 file (RFC 7292). Read with Bouncy Castle, because the JDK refuses passphrases that are not ASCII; an empty passphrase, for which
 * programs use different bytes, with the JDK, which tries all of them.
 */
record Pkcs12File(List<PrivateKeyInfo> keys, List<X509Certificate> certificates) {

    static boolean isPkcs12(byte[] der) {
        try {
            return Pfx.getInstance(der).getAuthSafe() != null;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** The only private key. */
    PrivateKeyInfo key() {
        if (keys.size() != 1) {
            throw KeyFile.unreadable("the PKCS#12 file has " + keys.size() + " private keys instead of one");
        }
        return keys.get(0);
    }

    static Pkcs12File open(byte[] der, char[] passphrase) {
        try {
            PKCS12PfxPdu file = new PKCS12PfxPdu(der);
            if (passphrase.length == 0 && file.hasMac()) {
                return openWithoutPassphrase(der);
            }
            boolean opens = !file.hasMac()
                    || file.isMacValid(
                            new JcePKCS12MacCalculatorBuilderProvider().setProvider(Crypto.provider()), passphrase);
            if (!opens) {
                throw KeyFile.unreadable("the passphrase of the PKCS#12 file is incorrect");
            }
            return new Reader(passphrase).read(file);
        } catch (IOException | PKCSException | RuntimeException e) {
            if (e instanceof PublishException known) {
                throw known;
            }
            throw KeyFile.unreadable("the PKCS#12 file is damaged or uses an unsupported encryption");
        }
    }

    private static Pkcs12File openWithoutPassphrase(byte[] der) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(der), new char[0]);
            List<PrivateKeyInfo> keys = new ArrayList<>();
            List<X509Certificate> certificates = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    keys.add(PrivateKeyInfo.getInstance(
                            store.getKey(alias, new char[0]).getEncoded()));
                }
                Certificate[] chain = store.getCertificateChain(alias);
                for (Certificate certificate :
                        chain == null ? new Certificate[] {store.getCertificate(alias)} : chain) {
                    certificates.add(Certificates.parse(certificate.getEncoded()));
                }
            }
            return new Pkcs12File(List.copyOf(keys), List.copyOf(certificates));
        } catch (GeneralSecurityException | IOException e) {
            throw KeyFile.unreadable("the PKCS#12 file requires a passphrase");
        }
    }

    private static final class Reader {
        private final InputDecryptorProvider decryptor;
        private final List<PrivateKeyInfo> keys = new ArrayList<>();
        private final List<X509Certificate> certificates = new ArrayList<>();

        Reader(char[] passphrase) {
            this.decryptor = new JcePKCSPBEInputDecryptorProviderBuilder()
                    .setProvider(Crypto.provider())
                    .build(passphrase);
        }

        Pkcs12File read(PKCS12PfxPdu file) throws IOException, PKCSException {
            for (ContentInfo content : file.getContentInfos()) {
                PKCS12SafeBagFactory bags = content.getContentType().equals(PKCSObjectIdentifiers.encryptedData)
                        ? new PKCS12SafeBagFactory(content, decryptor)
                        : new PKCS12SafeBagFactory(content);
                for (PKCS12SafeBag bag : bags.getSafeBags()) {
                    read(bag.getBagValue());
                }
            }
            return new Pkcs12File(List.copyOf(keys), List.copyOf(certificates));
        }

        private void read(Object value) throws IOException, PKCSException {
            if (value instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
                keys.add(encrypted.decryptPrivateKeyInfo(decryptor));
            } else if (value instanceof PrivateKeyInfo plain) {
                keys.add(plain);
            } else if (value instanceof X509CertificateHolder certificate) {
                certificates.add(Certificates.parse(certificate.getEncoded()));
            }
        }
    }
}
