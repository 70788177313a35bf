package io.powerx.publish.sign;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** A private key, on this machine or in a signing service. */
interface SigningKey {
    Algorithm algorithm();

    /** Leaf first, without the root; empty only for a key that signs without certificates. */
    List<X509Certificate> chain();

    /** As in {@link Signer#missingIssuer}. */
    default Optional<String> missingIssuer() {
        return Optional.empty();
    }

    /** The raw signature of a message. */
    byte[] sign(byte[] message);

    /** The public half. */
    default PublicKey publicKey() {
        return chain().get(0).getPublicKey();
    }

    /** Checks a raw signature with the public half. */
    default boolean verifies(byte[] message, byte[] signature) {
        return Crypto.verifies(algorithm(), publicKey(), message, signature);
    }
}
