package io.powerx.publish.upload.s3;

import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.upload.UploadSettings;
import java.util.List;

/**
 * What to put into the store.
 *
 * @param artifacts on this machine
 */
public record StoreOrder(
        String pluginId, String version, List<PackedArtifact> artifacts, UploadSettings settings, HttpSettings http) {}
