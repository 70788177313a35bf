package io.jenkins.plugins.powerx.credentials;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.secret.Secret;
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
 * A signing key as text, in memory only. Its text form does not contain the key.
 *
 * @param key PEM, or the Base64 form of a file in another format
 * @param certificates PEM, or the Base64 form of a file in another format; null if there are none besides those in the key
 * @param passphrase of an encrypted key; null if it is not encrypted
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
        return new SigningKeyText(Secret.of(text(file)), chain == null ? null : text(chain), passphrase);
    }

    private static SigningKeyText of(KeyStore store, String alias, char[] password) throws GeneralSecurityException {
        Key key = store.getKey(alias, password);
        List<String> chain = new ArrayList<>();
        for (Certificate certificate : store.getCertificateChain(alias)) {
            chain.add(block("CERTIFICATE", certificate.getEncoded()));
        }
        return new SigningKeyText(Secret.of(block("PRIVATE KEY", key.getEncoded())), String.join("", chain), null);
    }

    /** PEM as it is, anything else in Base64; the core detects the format. It removes the quotation marks, which rule out a path. */
    private static String text(byte[] file) {
        String text = new String(file, StandardCharsets.UTF_8);
        return text.contains(BEGIN) ? text : "\"" + Base64.getEncoder().encodeToString(file) + "\"";
    }

    private static String block(String type, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return BEGIN + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }

    private static PublishException unreadable(String found, @CheckForNull Exception cause) {
        return PublishException.of(ErrorCode.SIGNING_KEY_UNREADABLE, "read the signing key", found)
                .causedBy(cause);
    }

    @Override
    public String toString() {
        return "SigningKeyText[" + Secret.MASK + "]";
    }
}
