package io.jenkins.plugins.powerx.credentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/**
 * A signing key as PEM text, in memory only. It prints nothing of itself.
 *
 * @param key PEM text with the private key
 * @param certificates PEM text, or null where the key's text holds them or there are none
 * @param passphrase of an encrypted key
 */
public record SigningKeyText(
        @NonNull Secret key,
        @CheckForNull String certificates,
        @CheckForNull Secret passphrase) {
    private static final String BEGIN = "-----BEGIN ";

    static SigningKeyText of(KeyStore store, String password) {
        try {
            List<String> aliases = Collections.list(store.aliases());
            for (String alias : aliases) {
                if (store.isKeyEntry(alias)) {
                    return of(store, alias, password.toCharArray());
                }
            }
            throw unreadable("the certificate's key store holds no private key", null);
        } catch (GeneralSecurityException e) {
            throw unreadable("the certificate's key store cannot be opened", e);
        }
    }

    static SigningKeyText of(byte[] file, @CheckForNull Secret passphrase, @CheckForNull byte[] chain) {
        String certificates = chain == null ? null : pemOf(chain);
        String text = new String(file, StandardCharsets.UTF_8);
        if (text.contains(BEGIN)) {
            return new SigningKeyText(Secret.of(text), certificates, passphrase);
        }
        String password = passphrase == null ? "" : passphrase.reveal();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(file), password.toCharArray());
            SigningKeyText found = of(store, password);
            return certificates == null ? found : new SigningKeyText(found.key(), certificates, null);
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable("the secret file is neither PEM nor PKCS#12, or the passphrase is not its own", e);
        }
    }

    private static SigningKeyText of(KeyStore store, String alias, char[] password) throws GeneralSecurityException {
        Key key = store.getKey(alias, password);
        List<String> chain = new ArrayList<>();
        for (Certificate certificate : store.getCertificateChain(alias)) {
            chain.add(block("CERTIFICATE", certificate.getEncoded()));
        }
        return new SigningKeyText(Secret.of(block("PRIVATE KEY", key.getEncoded())), String.join("", chain), null);
    }

    private static String pemOf(byte[] certificates) {
        String text = new String(certificates, StandardCharsets.US_ASCII);
        return text.contains(BEGIN) ? text : block("CERTIFICATE", certificates);
    }

    private static String block(String type, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return BEGIN + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }

    private static PublishException unreadable(String found, @CheckForNull Exception cause) {
        return PublishException.of(ErrorCode.SIGNING_KEY_UNREADABLE, "read the signing key", found)
                .causedBy(cause)
                .build();
    }

    @Override
    public String toString() {
        return "SigningKeyText[" + Secret.MASK + "]";
    }
}
