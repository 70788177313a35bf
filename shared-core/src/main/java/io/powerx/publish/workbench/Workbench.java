package io.powerx.publish.workbench;

import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.PrecheckRequest;
import io.powerx.publish.upload.UploadControl;
import io.powerx.publish.upload.UploadOrder;
import io.powerx.publish.upload.UploadSummary;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The work that touches the plugin's files. Arguments and results are serializable, so that Jenkins runs it on the agent; it never
 * sees the token or the signing key.
 */
public interface Workbench {
    /**
     * A small file of the project, such as publish.yml.
     *
     * @param path relative to the project
     * @param limit bytes; a larger file is an error
     * @return empty where there is no such file
     */
    Optional<byte[]> read(String path, int limit);

    /** Reads plugin.yaml and its catalogs. */
    PluginSnapshot inspect();

    /** Runs the rules that need the files. */
    PrecheckReport precheck(PrecheckRequest request);

    /** Selects and hashes the files; nothing is written. */
    PackagePlan plan(PackRequest request);

    /**
     * Writes the package and its integrity file; a file that is no longer what {@code plan} hashed is an error.
     *
     * @param signature the bytes of manifest.signature
     */
    PackedArtifacts pack(PackRequest request, PackagePlan plan, byte[] signature);

    /**
     * The bytes of an artifact that {@link #pack} has written, for a registry that takes them together with the token, and for a
     * signature over all of them. The stream may come over a network; it is closed by who asked for it.
     *
     * @throws IOException where the file cannot be opened
     */
    InputStream open(PackedArtifact artifact) throws IOException;

    /**
     * Writes a small file beside an artifact.
     *
     * @param extension appended to the artifact's name, such as {@code .sig}
     */
    void writeBeside(PackedArtifact artifact, String extension, byte[] content);

    /** Sends the artifacts to their signed URLs. */
    UploadSummary upload(UploadOrder order, UploadControl control);
}
