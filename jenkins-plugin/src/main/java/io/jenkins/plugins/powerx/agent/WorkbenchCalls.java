package io.jenkins.plugins.powerx.agent;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.remoting.VirtualChannel;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
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
import io.powerx.publish.upload.UploadOrder;
import io.powerx.publish.upload.UploadSummary;
import io.powerx.publish.plugin.PluginFolders;
import io.powerx.publish.workbench.LocalWorkbench;
import io.powerx.publish.workbench.Workbench;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jenkins.MasterToSlaveFileCallable;

/** The calls that are sent to the agent, one for each method of {@link Workbench}. */
final class WorkbenchCalls {
    private WorkbenchCalls() {}

    /** Runs on the machine of the workspace, with the plugin's class loader as the context for libraries that look up services. */
    abstract static class Call<T> extends MasterToSlaveFileCallable<T> {
        private static final long serialVersionUID = 1L;

        @CheckForNull
        private final String output;

        @CheckForNull
        private String build;

        Call(@CheckForNull String output) {
            this.output = output;
        }

        /** @param folder with the finished build; null to find it in the project */
        Call<T> withBuild(@CheckForNull String folder) {
            build = folder;
            return this;
        }

        abstract T call(Workbench workbench);

        @Override
        public final T invoke(File project, VirtualChannel channel) throws IOException {
            Path folder = project.toPath();
            Path packages = output == null ? folder : Path.of(output);
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(WorkbenchCalls.class.getClassLoader());
            try {
                return call(
                        build == null
                                ? new LocalWorkbench(folder, packages)
                                : new LocalWorkbench(new PluginFolders(folder, Path.of(build)), packages));
            } catch (PublishException e) {
                throw AgentFailure.of(e);
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    /** Reads a file of the project. The author of the job chooses the path, so links and {@code ..} must not lead out of the project. */
    static final class Read extends MasterToSlaveFileCallable<byte[]> {
        private static final long serialVersionUID = 1L;
        private final String path;
        private final int limit;

        Read(String path, int limit) {
            this.path = path;
            this.limit = limit;
        }

        @Override
        @CheckForNull
        public byte[] invoke(File project, VirtualChannel channel) throws IOException {
            Path folder = project.toPath();
            Path file = folder.resolve(path);
            if (Files.exists(file) && !file.toRealPath().startsWith(folder.toRealPath())) {
                throw PublishException.of(ErrorCode.CONFIG_UNREADABLE, "read " + path, "it is outside the project");
            }
            try {
                return new LocalWorkbench(folder, folder).read(path, limit).orElse(null);
            } catch (PublishException e) {
                throw AgentFailure.of(e);
            }
        }
    }

    static final class Inspect extends Call<PluginSnapshot> {
        private static final long serialVersionUID = 1L;

        Inspect() {
            super(null);
        }

        @Override
        PluginSnapshot call(Workbench workbench) {
            return workbench.inspect();
        }
    }

    static final class Precheck extends Call<PrecheckReport> {
        private static final long serialVersionUID = 1L;
        private final PrecheckRequest request;

        Precheck(PrecheckRequest request) {
            super(null);
            this.request = request;
        }

        @Override
        PrecheckReport call(Workbench workbench) {
            return workbench.precheck(request);
        }
    }

    static final class Plan extends Call<ReleasePlan> {
        private static final long serialVersionUID = 1L;
        private final ArrayList<PackRequest> requests;

        Plan(List<PackRequest> requests) {
            super(null);
            this.requests = new ArrayList<>(requests);
        }

        @Override
        ReleasePlan call(Workbench workbench) {
            return workbench.plan(requests);
        }
    }

    static final class Pack extends Call<PackedArtifacts> {
        private static final long serialVersionUID = 1L;
        private final PackRequest request;
        private final PackagePlan plan;
        private final byte[] signature;

        Pack(@NonNull String output, PackRequest request, PackagePlan plan, byte[] signature) {
            super(output);
            this.request = request;
            this.plan = plan;
            this.signature = signature.clone();
        }

        @Override
        PackedArtifacts call(Workbench workbench) {
            return workbench.pack(request, plan, signature);
        }
    }

    static final class WriteBeside extends Call<Boolean> {
        private static final long serialVersionUID = 1L;
        private final PackedArtifact artifact;
        private final String extension;
        private final byte[] content;

        WriteBeside(PackedArtifact artifact, String extension, byte[] content) {
            super(null);
            this.artifact = artifact;
            this.extension = extension;
            this.content = content.clone();
        }

        @Override
        Boolean call(Workbench workbench) {
            workbench.writeBeside(artifact, extension, content);
            return true;
        }
    }

    static final class Bill extends Call<BillOfMaterials> {
        private static final long serialVersionUID = 1L;
        private final ArrayList<PackRequest> requests;
        private final ReleasePlan plan;

        Bill(List<PackRequest> requests, ReleasePlan plan) {
            super(null);
            this.requests = new ArrayList<>(requests);
            this.plan = plan;
        }

        @Override
        BillOfMaterials call(Workbench workbench) {
            return workbench.bill(requests, plan);
        }
    }

    static final class Write extends Call<PackedArtifact> {
        private static final long serialVersionUID = 1L;
        private final String name;
        private final ArtifactRole role;
        private final String mediaType;
        private final byte[] content;

        Write(@NonNull String output, String name, ArtifactRole role, String mediaType, byte[] content) {
            super(output);
            this.name = name;
            this.role = role;
            this.mediaType = mediaType;
            this.content = content.clone();
        }

        @Override
        PackedArtifact call(Workbench workbench) {
            return workbench.write(name, role, mediaType, content);
        }
    }

    static final class Upload extends Call<UploadSummary> {
        private static final long serialVersionUID = 1L;
        private final UploadOrder order;
        private final RemoteUploadControl control;

        Upload(UploadOrder order, RemoteUploadControl control) {
            super(null);
            this.order = order;
            this.control = control;
        }

        @Override
        UploadSummary call(Workbench workbench) {
            return workbench.upload(order, control);
        }
    }
}
