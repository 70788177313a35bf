package io.powerx.publish.pack;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;

/** File names of a publish's artifacts. */
public record ArtifactNames(String packageName, String integrityName) {
    /**
     * The name of another artifact of a plugin's version.
     *
     * @param extension such as {@code .cdx.json}
     */
    public static String of(PackRequest request, String extension) {
        return request.pluginId() + "-" + request.version() + extension;
    }

    /**
     * The names for a plugin's version.
     *
     * @throws PublishException {@link ErrorCode#MANIFEST_INVALID} if id and version do not form a valid file name
     */
    public static ArtifactNames of(PackRequest request) {
        String base = request.pluginId() + "-" + request.version();
        if (base.contains("/") || EntryName.problem(base + ".integrity.txt").isPresent()) {
            throw PublishException.of(
                    ErrorCode.MANIFEST_INVALID,
                    "name the package after the plugin's id and version",
                    "\"" + base + "\" is not a valid file name");
        }
        return new ArtifactNames(base + "." + request.format().wireName(), base + ".integrity.txt");
    }
}
