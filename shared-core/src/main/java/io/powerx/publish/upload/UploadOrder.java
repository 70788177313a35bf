package io.powerx.publish.upload;

import io.powerx.publish.http.AllowedAddresses;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.pack.PackedArtifact;
import java.io.Serializable;
import java.util.List;

/**
 * The files of an upload and their destinations.
 *
 * @param artifacts the files
 * @param uploads the signed URLs and the parts that the store already has
 * @param allowed the addresses to which the URLs may lead
 */
public record UploadOrder(
        List<PackedArtifact> artifacts,
        List<Publish.Upload> uploads,
        AllowedAddresses allowed,
        UploadSettings settings,
        HttpSettings http)
        implements Serializable {}
