package io.powerx.publish.sign;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The one crypto provider. It is passed as an object and never registered: inside Jenkins, the JVM's providers belong to others. */
final class Crypto {
    static final Provider PROVIDER = new BouncyCastleProvider();

    private Crypto() {}

    /** Whether a raw signature holds; false also for one that is malformed. */
    static boolean verifies(Algorithm algorithm, PublicKey key, byte[] message, byte[] signature) {
        if (!algorithm.fits(key)) {
            return false;
        }
        if (algorithm == Algorithm.ED25519) {
            return Edwards.verifies(key, message, signature);
        }
        try {
            Signature verifier = Signature.getInstance(algorithm.jcaName(), PROVIDER);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static byte[] digest(String algorithm, byte[] message) {
        try {
            return MessageDigest.getInstance(algorithm).digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
