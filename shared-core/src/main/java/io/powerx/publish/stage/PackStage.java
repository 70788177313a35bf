package io.powerx.publish.stage;

import static java.util.Map.entry;

import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.sign.DetachedSignature;
import io.powerx.publish.sign.ManifestSignature;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the package and its integrity list. */
final class PackStage extends ChangingStage<Hashed, Packed> {
    private final @Nullable DetachedSignature signature;

    /** @param signature packed as manifest.signature; null if the signature is not in the package */
    PackStage(@Nullable DetachedSignature signature) {
        super("pack", "Pack");
        this.signature = signature;
    }

    @Override
    List<String> plan(PublishContext context, Hashed content) {
        return List.of("write the package of "
                + Quantities.count(content.plan().entries().size(), "file") + ", integrity.txt"
                + (signature == null ? "" : " and manifest.signature"));
    }

    @Override
    StageResult<Packed> run(PublishContext context, Hashed hashed) {
        byte[] packedSignature = signature == null ? new byte[0] : ManifestSignature.encode(signature);
        PackedArtifacts artifacts =
                context.workbench().pack(hashed.checked().packRequest(), hashed.plan(), packedSignature);
        artifacts.all().forEach(packed -> context.record("packed", facts(packed)));
        PackedArtifact packageFile = artifacts.packageFile();
        Artifact artifact = packageFile.artifact();
        context.report(new PublishEvent.Packed(
                packageFile.file(), artifact.sha256(), hashed.plan().contentDigest()));
        return new StageResult<>(
                new Packed(hashed, artifacts), artifact.name() + ", " + Quantities.size(artifact.size()));
    }

    private static Map<String, String> facts(PackedArtifact packed) {
        Artifact artifact = packed.artifact();
        return Map.ofEntries(
                entry("artifact", artifact.name()),
                entry("size", Long.toString(artifact.size())),
                entry("sha256", artifact.sha256()),
                entry("file", packed.file()));
    }
}
