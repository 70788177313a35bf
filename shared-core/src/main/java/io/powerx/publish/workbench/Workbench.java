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
import java.util.List;
import java.util.Optional;

/**
 * All work on the files of a plugin. Arguments and results are serializable, so that Jenkins can run it on the agent.
 * It never receives the token or the signing key.
 */
public interface Workbench {
    /**
     * Reads a small file of the project, such as publish.yml.
     *
     * @param path relative to the project
     * @param limit bytes; a larger file is an error
     * @return empty if there is no such file
     */
    Optional<byte[]> read(String path, int limit);

    /** Reads everything that a publish needs to know about the plugin. */
    PluginSnapshot inspect();

    /** The folder of the build relative to the project; empty if it is the project, or if that is unknown. */
    default Optional<String> build() {
        return Optional.empty();
    }

    /** Runs the rules of the precheck. */
    PrecheckReport precheck(PrecheckRequest request);

    /**
     * Runs the rules for several targets.
     *
     * @param requests of the same plugin
     * @return the reports in the order of the requests
     */
    default List<PrecheckReport> precheckAll(List<PrecheckRequest> requests) {
        return requests.stream().map(this::precheck).toList();
    }

    /**
     * Selects and hashes the files of all packages of a version without writing anything.
     *
     * @param requests at least one; they differ in their platforms only
     */
    ReleasePlan plan(List<PackRequest> requests);

    /**
     * Writes a package and its integrity list. Fails if a file has changed since {@code plan}.
     *
     * @param signature content of manifest.signature
     */
    PackedArtifacts pack(PackRequest request, PackagePlan plan, byte[] signature);

    /**
     * Opens an artifact that {@link #pack} has written, for registries that require the token with the upload and for
     * signatures of the whole package. The stream may read from the network; the caller closes it.
     *
     * @throws IOException if the file cannot be opened
     */
    InputStream open(PackedArtifact artifact) throws IOException;

    /**
     * Writes a small file to the folder of an artifact.
     *
     * @param extension appended to the artifact's name, such as {@code .sig}
     */
    void writeBeside(PackedArtifact artifact, String extension, byte[] content);

    /** Collects the components of the plugin from its lock files and the programs in all packages. */
    BillOfMaterials bill(List<PackRequest> requests, ReleasePlan plan);

    /**
     * Writes an artifact to the folder of the packages.
     *
     * @param name of the file
     */
    PackedArtifact write(String name, ArtifactRole role, String mediaType, byte[] content);

    /** Sends the artifacts to their signed URLs. */
    UploadSummary upload(UploadOrder order, UploadControl control);
}
