package io.powerx.publish.stage;

import io.powerx.publish.config.PackagePlatform;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.sign.ManifestSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the package and its integrity list. */
final class PackStage extends ChangingStage<Hashed, Packed> {
    private final @Nullable ReleaseSignatures signatures;

    /** @param signatures packed as manifest.signature; null if the signature is not in the package */
    PackStage(@Nullable ReleaseSignatures signatures) {
        super("pack", "Pack");
        this.signatures = signatures;
    }

    @Override
    List<String> plan(PublishContext context, Hashed content) {
        return content.plan().packages().stream().map(this::plan).toList();
    }

    private String plan(PackagePlan plan) {
        String platform = plan.platform().equals(PackagePlatform.ANY) ? "" : " for " + plan.platform();
        return "write the package" + platform + " of "
                + Quantities.count(plan.entries().size(), "file") + ", integrity.txt"
                + (signatures == null ? "" : " and manifest.signature");
    }

    @Override
    StageResult<Packed> run(PublishContext context, Hashed hashed) {
        List<PackRequest> requests = hashed.checked().packRequests();
        List<PackedArtifact> all = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            byte[] signature = signatures == null
                    ? new byte[0]
                    : ManifestSignature.encode(signatures.all().get(i));
            PackedArtifacts artifacts = context.workbench()
                    .pack(requests.get(i), hashed.plan().packages().get(i), signature);
            artifacts.all().forEach(packed -> context.record("packed", packed.facts()));
            all.addAll(artifacts.all());
            PackedArtifact packageFile = artifacts.packageFile();
            context.report(new PublishEvent.Packed(
                    packageFile.file(),
                    requests.get(i).platformName(),
                    packageFile.artifact().sha256(),
                    hashed.plan().contentDigest()));
        }
        PackedArtifacts packed = new PackedArtifacts(all);
        return new StageResult<>(new Packed(hashed, packed), summary(packed));
    }

    private static String summary(PackedArtifacts packed) {
        return packed.packages().stream()
                .map(PackedArtifact::artifact)
                .map(artifact -> artifact.name() + ", " + Quantities.size(artifact.size()))
                .collect(Collectors.joining("; "));
    }
}
