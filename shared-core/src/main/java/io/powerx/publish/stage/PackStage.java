package io.powerx.publish.stage;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ArtifactRole;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.sign.DetachedSignature;
import io.powerx.publish.sign.ManifestSignature;
import java.util.List;
import java.util.Map;

/** Writes the package with its integrity list and signature inside. */
final class PackStage implements Stage {
    @Override
    public String id() {
        return "pack";
    }

    @Override
    public String title() {
        return "Pack";
    }

    @Override
    public boolean readsOnly() {
        return false;
    }

    @Override
    public List<String> plan(PublishRun run) {
        return List.of("write the package of " + run.packagePlan().entries().size()
                + " files, integrity.txt"
                + (run.options().signing().profile() == SigningProfile.ED25519_PACKAGE
                        ? ""
                        : " and manifest.signature"));
    }

    @Override
    public String run(PublishRun run) {
        DetachedSignature made = run.signatureOrNull();
        byte[] signature = made == null ? new byte[0] : ManifestSignature.encode(made);
        List<PackedArtifact> artifacts = run.workbench().pack(run.packRequest(), run.packagePlan(), signature);
        run.artifacts(artifacts);
        for (PackedArtifact packed : artifacts) {
            Artifact artifact = packed.artifact();
            run.journal(
                    "packed",
                    Map.of(
                            "artifact",
                            artifact.name(),
                            "size",
                            Long.toString(artifact.size()),
                            "sha256",
                            artifact.sha256(),
                            "file",
                            packed.file()));
        }
        PackedArtifact packed = packageOf(artifacts);
        Artifact main = packed.artifact();
        run.listener()
                .on(new PublishEvent.Packed(
                        packed.file(), main.sha256(), run.packagePlan().contentDigest()));
        return main.name() + ", " + Sizes.of(main.size());
    }

    static PackedArtifact packageOf(List<PackedArtifact> artifacts) {
        return artifacts.stream()
                .filter(packed -> packed.artifact().role() == ArtifactRole.PACKAGE)
                .findFirst()
                .orElseThrow();
    }
}
