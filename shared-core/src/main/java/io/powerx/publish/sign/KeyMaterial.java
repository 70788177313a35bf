package io.powerx.publish.sign;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A private key with the certificates that belong to it, leaf first. Its text form does not contain the key. */
final class KeyMaterial implements SigningKey {
    private static final byte[] PROBE = "does this key belong to this certificate?".getBytes(StandardCharsets.US_ASCII);

    private final Algorithm algorithm;
    private final PrivateKey privateKey;
    private final PublicKey publicKey;
    private final List<X509Certificate> chain;
    private final Optional<String> missingIssuer;

    private KeyMaterial(
            Algorithm algorithm,
            PrivateKey privateKey,
            PublicKey publicKey,
            List<X509Certificate> chain,
            Optional<String> missingIssuer) {
        this.algorithm = algorithm;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.chain = chain;
        this.missingIssuer = missingIssuer;
    }

    /**
     * Reads key and certificates and checks that they belong together and may sign at that time.
     *
     * @param key a path, or the PEM text itself
     * @param certificate a path, or the PEM text itself; null if the key's file contains the certificates
     * @throws PublishException {@link ErrorCode#SIGNING_KEY_UNREADABLE}, {@link ErrorCode#SIGNING_KEY_MISSING} (no certificate),
     *     {@link ErrorCode#SIGNING_CERTIFICATE_INVALID}, {@link ErrorCode#SIGNATURE_INVALID} (the profile cannot use the key)
     */
    static KeyMaterial load(
            SigningProfile profile,
            String key,
            @Nullable String certificate,
            @Nullable Secret passphrase,
            Instant now) {
        KeyFile file = KeyFile.read(key, certificate, passphrase);
        PrivateKey privateKey = file.privateKey();
        Algorithm algorithm = Algorithm.of(profile, privateKey)
                .orElseThrow(() -> PublishException.of(
                        ErrorCode.SIGNATURE_INVALID,
                        "use the signing key with the profile " + profile.wireName(),
                        Algorithm.reasonAgainst(profile, privateKey)));
        if (file.certificates().isEmpty()) {
            if (profile == SigningProfile.ED25519_PACKAGE) {
                return new KeyMaterial(
                        algorithm, privateKey, Ed25519Keys.publicKey(privateKey), List.of(), Optional.empty());
            }
            throw PublishException.of(
                    ErrorCode.SIGNING_KEY_MISSING,
                    "sign with the profile " + profile.wireName(),
                    "there is a key but no certificate");
        }
        byte[] probe = sign(algorithm, privateKey, PROBE);
        X509Certificate leaf = file.certificates().stream()
                .filter(candidate -> Crypto.verifies(algorithm, candidate.getPublicKey(), PROBE, probe))
                .findFirst()
                .orElseThrow(() -> invalid("no certificate in it matches the signing key"));
        List<X509Certificate> chain = Certificates.chain(leaf, file.certificates());
        requireUsable(chain, now);
        return new KeyMaterial(
                algorithm,
                privateKey,
                leaf.getPublicKey(),
                chain,
                Certificates.missingIssuer(leaf, file.certificates()));
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
    public Optional<String> missingIssuer() {
        return missingIssuer;
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        return sign(algorithm, privateKey, message);
    }

    @Override
    public String toString() {
        return "KeyMaterial[" + algorithm.jcaName() + ", " + Secret.MASK + "]";
    }

    /** @throws PublishException {@link ErrorCode#SIGNING_CERTIFICATE_INVALID} if a chain must not sign packages now */
    static void requireUsable(List<X509Certificate> chain, Instant now) {
        CertificatePolicy.chainProblem(chain)
                .or(() -> Certificates.validityProblem(chain, now))
                .ifPresent(problem -> {
                    throw invalid(problem);
                });
    }

    private static byte[] sign(Algorithm algorithm, PrivateKey key, byte[] message) {
        if (algorithm == Algorithm.ED25519) {
            return Ed25519Keys.sign(key, message);
        }
        try {
            return Crypto.sign(algorithm, key, message);
        } catch (IOException e) {
            throw PublishException.of(
                    ErrorCode.SIGNING_KEY_UNREADABLE,
                    "sign with " + algorithm.jcaName(),
                    "the key does not work: " + IoFailure.reason(e));
        }
    }

    private static PublishException invalid(String found) {
        return PublishException.of(ErrorCode.SIGNING_CERTIFICATE_INVALID, "use the signing certificate", found);
    }
}
