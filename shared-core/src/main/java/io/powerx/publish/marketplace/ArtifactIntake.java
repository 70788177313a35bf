package io.powerx.publish.marketplace;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.sign.DetachedSignature;
import java.util.List;
import okhttp3.RequestBody;

/** Delivers packages to a registry that receives them itself, authorized by the token, instead of through signed URLs. */
public interface ArtifactIntake {
    /**
     * Delivers a package unless the registry already has it.
     *
     * @return the registry's name of the package
     * @throws PublishException {@link ErrorCode#CHECKSUM_MISMATCH}, {@link ErrorCode#SIGNATURE_INVALID}, {@link ErrorCode#NOT_OFFERED}
     *     and the codes of the network
     */
    String deliver(String publishId, Delivery delivery);

    /**
     * A package to deliver.
     *
     * @param content its bytes, streamed; can be written several times
     * @param signature over those bytes
     * @param dependencies such as {@code powerx>=1.0.0}
     */
    record Delivery(Artifact artifact, RequestBody content, DetachedSignature signature, List<String> dependencies) {}
}
