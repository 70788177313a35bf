package io.powerx.publish.testing;

import io.powerx.publish.config.Channel;
import io.powerx.publish.marketplace.CompleteRequest;
import io.powerx.publish.marketplace.PublishRequest;
import io.powerx.publish.marketplace.SignatureBlock;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ArtifactRole;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.rollout.Rollout;
import io.powerx.publish.sign.SignatureFormat;
import io.powerx.publish.upload.UploadSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A plugin to publish. */
public final class Samples {
    public static final String PLUGIN = "com.powerx.plugins.note";

    private Samples() {}

    /** A file of random bytes, the same for the same seed. */
    public static PackedArtifact file(Path folder, String name, int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        try {
            Path file = Files.write(folder.resolve(name), bytes);
            Artifact artifact =
                    new Artifact(name, ArtifactRole.PACKAGE, "any", null, size, ContractState.sha256(bytes), null);
            return new PackedArtifact(artifact, file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String sha256(byte[] content) {
        return ContractState.sha256(content);
    }

    public static PublishRequest request(String version, PackedArtifact... artifacts) {
        return request(UUID.nameUUIDFromBytes(version.getBytes(StandardCharsets.UTF_8)), version, artifacts);
    }

    public static PublishRequest request(UUID id, String version, PackedArtifact... artifacts) {
        ReleaseMetadata metadata = new ReleaseMetadata(
                PLUGIN,
                "Note",
                version,
                Channel.STABLE,
                null,
                List.of("note:read"),
                List.of(),
                null,
                new ReleaseMetadata.Risk("low", List.of()),
                new Rollout("direct", null, null, null, null),
                null,
                null);
        List<SignatureBlock> signatures =
                List.of(new SignatureBlock("integrity.txt", SignatureFormat.RAW, "Ed25519", "c2ln", null));
        return new PublishRequest(id, metadata, artifactsOf(artifacts), signatures);
    }

    public static List<Artifact> artifactsOf(PackedArtifact... artifacts) {
        return List.of(artifacts).stream().map(PackedArtifact::artifact).toList();
    }

    public static CompleteRequest complete(UploadSummary sent, PackedArtifact... artifacts) {
        List<CompleteRequest.CompletedArtifact> completed = new ArrayList<>();
        for (PackedArtifact artifact : artifacts) {
            List<CompleteRequest.CompletedPart> parts = new ArrayList<>();
            for (String etag : sent.etags().get(artifact.artifact().name())) {
                parts.add(new CompleteRequest.CompletedPart(parts.size() + 1, etag));
            }
            completed.add(new CompleteRequest.CompletedArtifact(
                    artifact.artifact().name(), artifact.artifact().sha256(), parts));
        }
        return new CompleteRequest(completed);
    }
}
