package io.powerx.publish.sign;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.Sha256;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Signs in a profile's form with whatever key there is, and verifies the result as any recipient would. */
final class ProfileSigner implements Signer {
    private final SigningProfile profile;
    private final SigningKey key;
    private final @Nullable UnaryOperator<byte[]> timestamps;

    /** @param timestamps gets the token for a raw signature; null for signatures without a timestamp */
    ProfileSigner(SigningProfile profile, SigningKey key, @Nullable UnaryOperator<byte[]> timestamps) {
        this.profile = profile;
        this.key = key;
        this.timestamps = timestamps;
    }

    @Override
    public SigningProfile profile() {
        return profile;
    }

    @Override
    public List<CertificateInfo> chain() {
        return Certificates.infos(key.chain());
    }

    @Override
    public Optional<String> missingIssuer() {
        return key.missingIssuer();
    }

    @Override
    public byte[] signEnvelope(String payloadType, byte[] payload) {
        byte[] message = DsseEnvelope.signedBytes(payloadType, payload);
        byte[] value = key.sign(message);
        requireOwn(message, value);
        String keyId = Sha256.hex(key.publicKey().getEncoded());
        return DsseEnvelope.write(payloadType, payload, keyId, value);
    }

    private void requireOwn(byte[] message, byte[] value) {
        if (!key.verifies(message, value)) {
            throw PublishException.of(
                    ErrorCode.SIGNATURE_INVALID, "check our own signature", "it does not belong to the certificate");
        }
    }

    @Override
    public DetachedSignature sign(byte[] message) {
        boolean cms = profile == SigningProfile.CMS;
        byte[] value = cms ? CmsSignature.sign(key, message, timestamps) : key.sign(message);
        List<X509Certificate> chain = key.chain();
        if (cms) {
            SignatureVerifier.verifyCms(value, message);
        } else {
            requireOwn(message, value);
        }
        return new DetachedSignature(
                profile,
                cms ? SignatureFormat.CMS_DETACHED : SignatureFormat.RAW,
                key.algorithm().jcaName(),
                value,
                chain.stream().map(Certificates::pem).toList(),
                Certificates.infos(chain),
                profile == SigningProfile.ED25519_PACKAGE ? Ed25519Keys.raw(key.publicKey()) : null);
    }
}
