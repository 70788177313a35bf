package io.powerx.publish.marketplace;

import io.powerx.publish.sign.SignatureFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signature in the contract (PublishRequest.signatures).
 *
 * @param artifact name of the artifact that is signed
 * @param value Base64
 * @param certificateChain PEM, leaf first
 */
public record SignatureBlock(
        String artifact,
        SignatureFormat format,
        String algorithm,
        String value,
        @Nullable List<String> certificateChain) {}
