package io.powerx.publish.sign;

import io.powerx.publish.config.SigningProfile;
import java.security.Key;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/** The signature algorithms of the contract (signing-service.openapi.yaml), weakest digest SHA-256. */
enum Algorithm {
    SHA256_WITH_RSA("SHA256withRSA", "SHA-256"),
    SHA256_WITH_RSA_PSS("SHA256withRSAandMGF1", "SHA-256"),
    SHA256_WITH_ECDSA("SHA256withECDSA", "SHA-256"),
    SHA384_WITH_ECDSA("SHA384withECDSA", "SHA-384"),
    ED25519("Ed25519", "SHA-512");

    private static final int MIN_RSA_BITS = 2048;
    /** Larger keys would make a chain slow to verify. */
    private static final int MAX_RSA_BITS = 8192;

    private final String jcaName;
    private final String digestName;

    Algorithm(String jcaName, String digestName) {
        this.jcaName = jcaName;
        this.digestName = digestName;
    }

    /** The name in the contract and in the JCA. */
    String jcaName() {
        return jcaName;
    }

    /** The digest that a signing service receives. */
    String digestName() {
        return digestName;
    }

    AlgorithmIdentifier identifier() {
        return new DefaultSignatureAlgorithmIdentifierFinder().find(jcaName);
    }

    static Optional<Algorithm> ofJcaName(String name) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.jcaName.equals(name))
                .findFirst();
    }

    /** The algorithm that a profile uses with a key; empty if the profile cannot use the key. */
    static Optional<Algorithm> of(SigningProfile profile, Key key) {
        Optional<Algorithm> own = natural(key);
        return switch (profile) {
            // OpenSSL 3.0 can neither make nor verify a CMS signature with Ed25519.
            case CMS -> own.filter(algorithm -> algorithm != ED25519);
            case RSA_PKCS1 -> own.filter(SHA256_WITH_RSA::equals);
            case RSA_PSS -> own.filter(SHA256_WITH_RSA::equals).map(rsa -> SHA256_WITH_RSA_PSS);
            case ECDSA_P256 -> own.filter(SHA256_WITH_ECDSA::equals);
            case ED25519_PACKAGE -> own.filter(ED25519::equals);
        };
    }

    /** Why a profile cannot use a key, as a clause, and what could be used instead. */
    static String reasonAgainst(SigningProfile profile, Key key) {
        String kind = describe(key);
        if (natural(key).isEmpty()) {
            return "no profile supports a key of " + kind
                    + "; use RSA with 2048 to 8192 bits, EC with the curve P-256 or P-384, or Ed25519";
        }
        if (profile == SigningProfile.CMS) {
            return "OpenSSL 3.0 cannot verify a CMS signature that is made with Ed25519; use an RSA or EC key";
        }
        List<String> usable = Arrays.stream(SigningProfile.values())
                .filter(other -> of(other, key).isPresent())
                .map(SigningProfile::wireName)
                .toList();
        return "the profile " + profile.wireName() + " cannot use a key of " + kind + "; a profile that can is "
                + String.join(" or ", usable);
    }

    private static String describe(Key key) {
        if (key instanceof RSAKey rsa) {
            return "RSA with " + rsa.getModulus().bitLength() + " bits";
        }
        if (key instanceof ECKey ec) {
            return "EC with " + ec.getParams().getCurve().getField().getFieldSize() + " bits";
        }
        return natural(key).isPresent() ? "Ed25519" : key.getAlgorithm();
    }

    /** Whether a public key can have made signatures of this algorithm. */
    boolean fits(PublicKey key) {
        return natural(key)
                .filter(own -> own == this || (own == SHA256_WITH_RSA && this == SHA256_WITH_RSA_PSS))
                .isPresent();
    }

    /** Whether a key is of a type and strength that may sign packages. */
    static boolean isStrong(PublicKey key) {
        return natural(key).isPresent();
    }

    private static Optional<Algorithm> natural(Key key) {
        if (key instanceof RSAKey rsa) {
            int bits = rsa.getModulus().bitLength();
            return bits >= MIN_RSA_BITS && bits <= MAX_RSA_BITS ? Optional.of(SHA256_WITH_RSA) : Optional.empty();
        }
        if (key instanceof ECKey ec) {
            return NamedCurve.of(ec.getParams()).map(curve -> switch (curve) {
                case P256 -> SHA256_WITH_ECDSA;
                case P384 -> SHA384_WITH_ECDSA;
            });
        }
        boolean edwards =
                key.getAlgorithm().equals("Ed25519") || key.getAlgorithm().equals("EdDSA");
        return edwards && isEd25519(key) ? Optional.of(ED25519) : Optional.empty();
    }

    /** The JDK also uses the name EdDSA for Ed448; the length of the encoding distinguishes them. */
    private static boolean isEd25519(Key key) {
        byte[] encoded = key.getEncoded();
        return encoded != null && encoded.length < 100;
    }
}
