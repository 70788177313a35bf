package io.jenkins.plugins.powerx.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.FilePath;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
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
import io.powerx.publish.workbench.Workbench;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workbench on the machine of the workspace. Interrupting the calling thread interrupts the work there. If the agent disconnects, calls
 * fail with {@link ErrorCode#INTERRUPTED} and the exception of the channel as the cause.
 */
public final class AgentWorkbench implements Workbench {
    private final FilePath project;
    private final String output;
    private final boolean strict;

    @CheckForNull
    private final String build;

    /** The files in the folder for packages, by their names. */
    private final Map<String, PackedArtifact> written = new LinkedHashMap<>();

    /**
     * @param build folder with the finished build, on the same machine; null to find it in the project
     * @param output folder for packages, on the same machine
     * @param strict whether the precheck's warnings count as errors
     */
    public AgentWorkbench(
            @NonNull FilePath project, @CheckForNull FilePath build, @NonNull FilePath output, boolean strict) {
        this.project = project;
        this.build = build == null ? null : build.getRemote();
        this.strict = strict;
        this.output = output.getRemote();
    }

    @Override
    public Optional<byte[]> read(String path, int limit) {
        return Optional.ofNullable(act("read " + path, new WorkbenchCalls.Read(path, limit)));
    }

    @Override
    public PluginSnapshot inspect() {
        return act("read the plugin", new WorkbenchCalls.Inspect());
    }

    @Override
    public PrecheckReport precheck(PrecheckRequest request) {
        PrecheckReport report = act("check the plugin", new WorkbenchCalls.Precheck(request));
        return strict ? raised(report) : report;
    }

    @Override
    public ReleasePlan plan(List<PackRequest> requests) {
        return act("hash the files", new WorkbenchCalls.Plan(requests));
    }

    @Override
    public PackedArtifacts pack(PackRequest request, PackagePlan plan, byte[] signature) {
        PackedArtifacts packed = act("pack the files", new WorkbenchCalls.Pack(output, request, plan, signature));
        packed.all().forEach(this::keep);
        return packed;
    }

    /** Streams the file to the controller, because the token must not be sent to the agent. */
    @Override
    public InputStream open(PackedArtifact artifact) throws IOException {
        try {
            return new FilePath(project.getChannel(), artifact.file()).read();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted("read " + artifact.artifact().name(), "the build was stopped", e);
        }
    }

    @Override
    public void writeBeside(PackedArtifact artifact, String extension, byte[] content) {
        act(
                "write the signature of " + artifact.artifact().name(),
                new WorkbenchCalls.WriteBeside(artifact, extension, content));
    }

    @Override
    public BillOfMaterials bill(List<PackRequest> requests, ReleasePlan plan) {
        return act("collect the components", new WorkbenchCalls.Bill(requests, plan));
    }

    @Override
    public PackedArtifact write(String name, ArtifactRole role, String mediaType, byte[] content) {
        PackedArtifact artifact =
                act("write " + name, new WorkbenchCalls.Write(output, name, role, mediaType, content));
        keep(artifact);
        return artifact;
    }

    /** The agent uses the controller's proxy without the credentials for it, since they are secrets of the controller. */
    @Override
    public UploadSummary upload(UploadOrder order, UploadControl control) {
        UploadOrder sent = new UploadOrder(
                order.artifacts(),
                order.uploads(),
                order.allowed(),
                order.settings(),
                order.http().withoutProxyCredentials());
        try (RemoteUploadControl remote = new RemoteUploadControl(control)) {
            return act("upload the package", new WorkbenchCalls.Upload(sent, remote));
        }
    }

    /** The files that {@link #pack} and {@link #write} have written. */
    public PackedArtifacts packed() {
        synchronized (written) {
            return new PackedArtifacts(List.copyOf(written.values()));
        }
    }

    private void keep(PackedArtifact artifact) {
        synchronized (written) {
            written.put(artifact.artifact().name(), artifact);
        }
    }

    private static PrecheckReport raised(PrecheckReport report) {
        List<Finding> findings = report.findings().stream()
                .map(finding -> finding.severity() == Severity.WARNING ? finding.withSeverity(Severity.ERROR) : finding)
                .toList();
        return report.withFindings(findings);
    }

    private <T> T act(String tried, WorkbenchCalls.Call<T> call) {
        FilePath.FileCallable<T> withBuild = call.withBuild(build);
        return act(tried, withBuild);
    }

    private <T> T act(String tried, FilePath.FileCallable<T> call) {
        try {
            return project.act(call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(tried, "the build was stopped", e);
        } catch (IOException | RuntimeException e) {
            throw translated(tried, e);
        }
    }

    private static PublishException translated(String tried, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PublishException known) {
                return known;
            }
        }
        if (LostAgent.isCauseOf(failure)) {
            return interrupted(tried, "the connection to the agent was lost", failure);
        }
        return PublishException.of(ErrorCode.INTERNAL_ERROR, tried, "the agent reported: " + failure.getMessage())
                .causedBy(failure);
    }

    private static PublishException interrupted(String tried, String found, Exception cause) {
        return PublishException.of(ErrorCode.INTERRUPTED, tried, found).causedBy(cause);
    }
}
