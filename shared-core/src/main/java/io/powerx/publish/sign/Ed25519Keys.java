package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Ed25519 (RFC 8032) over messages as large as a package: the JCA would copy them several times. */
final class Ed25519Keys {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----");

    private Ed25519Keys() {}

    static byte[] sign(PrivateKey key, byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        parameters(key).sign(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
        return signature;
    }

    static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
        try {
            return signature.length == Ed25519.SIGNATURE_SIZE
                    && new Ed25519PublicKeyParameters(bytes(key))
                            .verify(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
        } catch (RuntimeException notOnTheCurve) {
            return false;
        }
    }

    /** The public key of a private one. */
    static PublicKey publicKey(PrivateKey key) {
        try {
            return publicKey(SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                            parameters(key).generatePublicKey())
                    .getEncoded());
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable("its public key cannot be derived");
        }
    }

    /** The key's 32 bytes in Base64 without padding, Go's RawStdEncoding. */
    static String raw(PublicKey key) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes(key));
    }

    /** The Ed25519 keys in the PUBLIC KEY blocks of a text. */
    static List<PublicKey> parsePem(String text) {
        List<PublicKey> keys = new ArrayList<>();
        Matcher block = PEM.matcher(text);
        while (block.find()) {
            parse(block.group(1)).ifPresent(keys::add);
        }
        return List.copyOf(keys);
    }

    /** Empty for a key of another type. */
    private static Optional<PublicKey> parse(String base64) {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            return Optional.of(publicKey(der));
        } catch (GeneralSecurityException | IllegalArgumentException otherKind) {
            return Optional.empty();
        }
    }

    private static PublicKey publicKey(byte[] der) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    }

    private static Ed25519PrivateKeyParameters parameters(PrivateKey key) {
        try {
            if (PrivateKeyFactory.createKey(key.getEncoded()) instanceof Ed25519PrivateKeyParameters own) {
                return own;
            }
        } catch (IOException | RuntimeException e) {
            throw unreadable("it cannot be decoded");
        }
        throw unreadable("it is not an Ed25519 key");
    }

    private static byte[] bytes(PublicKey key) {
        return SubjectPublicKeyInfo.getInstance(key.getEncoded())
                .getPublicKeyData()
                .getOctets();
    }

    private static PublishException unreadable(String found) {
        return PublishException.of(
                ErrorCode.SIGNING_KEY_UNREADABLE, "sign with Ed25519", "the key does not work: " + found);
    }
}
