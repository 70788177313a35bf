package io.powerx.publish.sign;

import io.powerx.publish.config.SigningProfile;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signature over integrity.txt or, in the ed25519-package profile, over the package.
 *
 * @param algorithm JCA name, such as {@code SHA256withECDSA}
 * @param value DER-encoded CMS, or the raw signature
 * @param certificateChainPem leaf first; empty if the profile has no certificates
 * @param publicKey in the ed25519-package profile the 32 bytes of the key, in Base64 without padding, as PowerX core registers them
 */
@SuppressWarnings("ArrayRecordComponent")
public record DetachedSignature(
        SigningProfile profile,
        SignatureFormat format,
        String algorithm,
        byte[] value,
        List<String> certificateChainPem,
        List<CertificateInfo> chain,
        @Nullable String publicKey)
        implements Serializable {}
