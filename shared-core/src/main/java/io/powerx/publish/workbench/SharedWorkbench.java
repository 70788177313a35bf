package io.powerx.publish.workbench;

import io.powerx.publish.pack.ArtifactRole;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.pack.ReleasePlan;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.PrecheckRequest;
import io.powerx.publish.sbom.BillOfMaterials;
import io.powerx.publish.upload.UploadControl;
import io.powerx.publish.upload.UploadOrder;
import io.powerx.publish.upload.UploadSummary;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The workbench of a run with several targets: builds a package once if the next target needs the same one. */
public final class SharedWorkbench implements Workbench {
    private final Workbench workbench;
    private final Map<String, Built> built = new HashMap<>();

    @SuppressWarnings("ArrayRecordComponent")
    private record Built(PackRequest request, PackagePlan plan, byte[] signature, PackedArtifacts artifacts) {
        boolean is(PackRequest otherRequest, PackagePlan otherPlan, byte[] otherSignature) {
            return request.format() == otherRequest.format()
                    && request.level() == otherRequest.level()
                    && plan.contentDigest().equals(otherPlan.contentDigest())
                    && Arrays.equals(signature, otherSignature);
        }
    }

    public SharedWorkbench(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Optional<byte[]> read(String path, int limit) {
        return workbench.read(path, limit);
    }

    @Override
    public PluginSnapshot inspect() {
        return workbench.inspect();
    }

    @Override
    public PrecheckReport precheck(PrecheckRequest request) {
        return workbench.precheck(request);
    }

    @Override
    public ReleasePlan plan(List<PackRequest> requests) {
        return workbench.plan(requests);
    }

    @Override
    public PackedArtifacts pack(PackRequest request, PackagePlan plan, byte[] signature) {
        Built known = built.get(request.platformName());
        if (known != null && known.is(request, plan, signature)) {
            return known.artifacts();
        }
        PackedArtifacts artifacts = workbench.pack(request, plan, signature);
        built.put(request.platformName(), new Built(request, plan, signature.clone(), artifacts));
        return artifacts;
    }

    @Override
    public InputStream open(PackedArtifact artifact) throws IOException {
        return workbench.open(artifact);
    }

    @Override
    public void writeBeside(PackedArtifact artifact, String extension, byte[] content) {
        workbench.writeBeside(artifact, extension, content);
    }

    @Override
    public BillOfMaterials bill(List<PackRequest> requests, ReleasePlan plan) {
        return workbench.bill(requests, plan);
    }

    @Override
    public PackedArtifact write(String name, ArtifactRole role, String mediaType, byte[] content) {
        return workbench.write(name, role, mediaType, content);
    }

    @Override
    public UploadSummary upload(UploadOrder order, UploadControl control) {
        return workbench.upload(order, control);
    }
}
