package io.powerx.publish.sign;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.crypto.signers.RSADigestSigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Signs and verifies with Bouncy Castle's own classes rather than through a provider of the JCA: the JDK has no nonces by RFC 6979, and
 * {@linkplain #provider() Bouncy Castle's provider} loads about 500 classes before its first operation.
 */
final class Crypto {
    private Crypto() {}

    /**
     * For what the JVM's own providers cannot do, such as keys in OpenSSL's old encryption. It is passed as an object and never registered:
     * in Jenkins, the JVM's providers are shared with other plugins.
     */
    static Provider provider() {
        return BouncyCastle.PROVIDER;
    }

    /**
     * Signs; the same key and message give the same bytes, except in PSS.
     *
     * @throws IOException if the key does not fit the algorithm or cannot be read
     */
    static byte[] sign(Algorithm algorithm, PrivateKey key, byte[] message) throws IOException {
        try {
            Signer signer = initialized(algorithm, true, PrivateKeyFactory.createKey(key.getEncoded()));
            signer.update(message, 0, message.length);
            return signer.generateSignature();
        } catch (CryptoException | RuntimeException e) {
            throw new IOException("it does not fit the algorithm");
        }
    }

    /** Whether a raw signature is valid; false if it is malformed. */
    static boolean verifies(Algorithm algorithm, PublicKey key, byte[] message, byte[] signature) {
        if (!algorithm.fits(key)) {
            return false;
        }
        if (algorithm == Algorithm.ED25519) {
            return Ed25519Keys.verifies(key, message, signature);
        }
        try {
            Signer verifier = initialized(algorithm, false, PublicKeyFactory.createKey(key.getEncoded()));
            verifier.update(message, 0, message.length);
            return verifier.verifySignature(signature);
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static Signer initialized(Algorithm algorithm, boolean signing, AsymmetricKeyParameter key) {
        Signer signer =
                switch (algorithm) {
                    case SHA256_WITH_RSA -> new RSADigestSigner(new SHA256Digest());
                    case SHA256_WITH_RSA_PSS -> {
                        Digest digest = new SHA256Digest();
                        yield new PSSSigner(new RSABlindedEngine(), digest, digest.getDigestSize());
                    }
                    case SHA256_WITH_ECDSA -> ecdsa(new SHA256Digest(), new SHA256Digest());
                    case SHA384_WITH_ECDSA -> ecdsa(new SHA384Digest(), new SHA384Digest());
                    case ED25519 -> throw new IllegalArgumentException("Edwards signs and verifies without copies");
                };
        signer.init(signing, key);
        return signer;
    }

    private static Signer ecdsa(Digest ofMessage, Digest ofNonce) {
        return new DSADigestSigner(new ECDSASigner(new HMacDSAKCalculator(ofNonce)), ofMessage);
    }

    static byte[] digest(String algorithm, byte[] message) {
        try {
            return MessageDigest.getInstance(algorithm).digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    private static final class BouncyCastle {
        static final Provider PROVIDER = new BouncyCastleProvider();
    }
}
