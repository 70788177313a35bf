package io.powerx.publish.marketplace;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.sign.DetachedSignature;
import java.util.List;
import okhttp3.RequestBody;

/** A registry that takes packages itself, with the token, instead of naming signed addresses for their parts. */
public interface ArtifactIntake {
    /**
     * Hands a package over, unless the registry has it already.
     *
     * @return what the registry calls it
     * @throws PublishException {@link ErrorCode#CHECKSUM_MISMATCH}, {@link ErrorCode#SIGNATURE_INVALID}, {@link ErrorCode#NOT_OFFERED}
     *     and the codes of the network
     */
    String deliver(String publishId, Delivery delivery);

    /**
     * A package on its way.
     *
     * @param content its bytes, which can be written again; never in memory as a whole
     * @param signature over those bytes
     * @param dependencies such as {@code powerx>=1.0.0}
     */
    record Delivery(Artifact artifact, RequestBody content, DetachedSignature signature, List<String> dependencies) {}
}
