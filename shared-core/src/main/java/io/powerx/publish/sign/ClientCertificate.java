package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.ClientIdentity;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client certificate for a signing service and a timestamp authority that require one (mutual TLS).
 *
 * @param key a path, or the text of the file itself (PX_SIGNING_CLIENT_KEY); null if only the certificate is set, which is an error
 * @param certificate a path, or the PEM text itself (PX_SIGNING_CLIENT_CERTIFICATE); null if the key's file contains it
 * @param passphrase of the key's file (PX_SIGNING_CLIENT_PASSPHRASE); null for an unencrypted key
 */
public record ClientCertificate(
        @Nullable String key,
        @Nullable String certificate,
        @Nullable Secret passphrase) {
    private static final String KEY = "PX_SIGNING_CLIENT_KEY";
    private static final String CERTIFICATE = "PX_SIGNING_CLIENT_CERTIFICATE";
    private static final byte[] PROBE = "does this key belong to this certificate?".getBytes(StandardCharsets.US_ASCII);

    /** Null if neither key nor certificate is set. */
    public static @Nullable ClientCertificate of(
            @Nullable String key, @Nullable String certificate, @Nullable Secret passphrase) {
        return key == null && certificate == null ? null : new ClientCertificate(key, certificate, passphrase);
    }

    /**
     * Reads key and certificate and checks that they belong together and are valid at that time.
     *
     * @throws PublishException {@link ErrorCode#CONFIG_INVALID} with the setting and its file
     */
    public ClientIdentity load(Instant now) {
        if (key == null) {
            throw invalid("use the client certificate" + place(certificate, CERTIFICATE), KEY + " is not set");
        }
        KeyFile file = read(key);
        String holder = certificate == null ? place(key, KEY) : place(certificate, CERTIFICATE);
        if (file.certificates().isEmpty()) {
            throw invalid(
                    "use the client key" + place(key, KEY),
                    "its file contains no certificate, and " + CERTIFICATE + " is not set");
        }
        X509Certificate leaf = file.certificates().stream()
                .filter(candidate -> belongs(file.privateKey(), candidate))
                .findFirst()
                .orElseThrow(() -> invalid(
                        "use the client certificate" + holder, "it does not match the client key" + place(key, KEY)));
        List<X509Certificate> chain = Certificates.chain(leaf, file.certificates());
        Certificates.validityProblem(chain.subList(0, 1), now).ifPresent(problem -> {
            throw invalid("use the client certificate" + holder, problem);
        });
        return new ClientIdentity(file.privateKey(), chain);
    }

    private KeyFile read(String fromKey) {
        try {
            return KeyFile.read(fromKey, certificate, passphrase);
        } catch (PublishException e) {
            boolean ofCertificate = e.code() == ErrorCode.SIGNING_CERTIFICATE_INVALID && certificate != null;
            throw invalid(
                    ofCertificate
                            ? "read the client certificate" + place(certificate, CERTIFICATE)
                            : "read the client key" + place(fromKey, KEY),
                    e.found());
        }
    }

    /** The file and the setting; a value that is not a path may be a key and is never shown. */
    private static String place(@Nullable String pathOrText, String setting) {
        return pathOrText == null
                ? ""
                : SmallFile.find(Path.of(""), pathOrText)
                        .map(file -> " " + file + ", which " + setting + " specifies")
                        .orElse(" in " + setting);
    }

    private static boolean belongs(PrivateKey key, X509Certificate certificate) {
        try {
            Signature signature = Signature.getInstance(algorithm(key));
            signature.initSign(key);
            signature.update(PROBE);
            byte[] value = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(PROBE);
            return signature.verify(value);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "EC", "ECDSA" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
    }

    private static PublishException invalid(String tried, String found) {
        return PublishException.of(ErrorCode.CONFIG_INVALID, tried, found)
                .advice("Check {signing-client-key}, {signing-client-certificate} and {signing-client-passphrase}.");
    }

    /** Hides a key that is given as text. */
    @Override
    public String toString() {
        return "ClientCertificate[" + Secret.MASK + "]";
    }
}
