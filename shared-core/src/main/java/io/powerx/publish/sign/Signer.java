package io.powerx.publish.sign;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.util.List;
import java.util.Optional;

/** Signs with one key and one profile. Runs where the key is: never on a Jenkins agent. */
public interface Signer {
    SigningProfile profile();

    /** The chain it signs with, leaf first; empty if the profile has no certificates. Queries the signing service, if there is one. */
    List<CertificateInfo> chain();

    /**
     * The issuer of the signer's certificate, if its own certificate was not supplied with a local key; empty if it was, if there are no
     * certificates, and for a signing service.
     */
    Optional<String> missingIssuer();

    /**
     * Signs and verifies its own signature before returning it.
     *
     * @param message the bytes of integrity.txt (of the package, in the ed25519-package profile)
     * @throws PublishException {@link ErrorCode#SIGNING_SERVICE_FAILED}, {@link ErrorCode#SIGNATURE_INVALID}
     */
    DetachedSignature sign(byte[] message);

    /**
     * Signs a payload with its type, and verifies the signature before returning it.
     *
     * @return a signed envelope (DSSE) with a raw signature by the same key, on one line
     * @throws PublishException as {@link #sign}
     */
    byte[] signEnvelope(String payloadType, byte[] payload);
}
