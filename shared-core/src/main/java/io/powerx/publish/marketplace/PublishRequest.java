package io.powerx.publish.marketplace;

import io.powerx.publish.pack.Artifact;
import io.powerx.publish.release.ReleaseMetadata;
import java.util.List;
import java.util.UUID;

/** The body of registerPublish. */
public record PublishRequest(
        UUID publishRequestId, ReleaseMetadata metadata, List<Artifact> artifacts, List<SignatureBlock> signatures) {}
