package io.powerx.publish.marketplace;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.powerx.publish.sign.SignatureFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signature in the contract (PublishRequest.signatures).
 *
 * @param artifact name of the signed artifact
 * @param value Base64
 * @param certificateChain PEM, leaf first
 * @param publicKey as in {@link io.powerx.publish.sign.DetachedSignature}; not a member of the contract
 */
public record SignatureBlock(
        String artifact,
        SignatureFormat format,
        String algorithm,
        String value,
        @Nullable List<String> certificateChain,
        @JsonIgnore @Nullable String publicKey) {
    public SignatureBlock(
            String artifact,
            SignatureFormat format,
            String algorithm,
            String value,
            @Nullable List<String> certificateChain) {
        this(artifact, format, algorithm, value, certificateChain, null);
    }
}
