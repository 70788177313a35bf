package io.powerx.publish.pack;

import io.powerx.publish.config.PackagePlatform;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;

/** File names of a publish's artifacts. */
public record ArtifactNames(String packageName, String integrityName) {
    /** The extension of integrity lists. */
    public static final String INTEGRITY = ".integrity.txt";

    /**
     * The name of another artifact of a plugin's version.
     *
     * @param extension such as {@code .cdx.json}
     */
    public static String of(PackRequest request, String extension) {
        return request.pluginId() + "-" + request.version() + extension;
    }

    /**
     * The platform of an integrity list.
     *
     * @param name of the list
     * @return {@code any} if the name contains none
     */
    public static String platform(PackRequest request, String name) {
        String prefix = of(request, "-");
        return name.startsWith(prefix)
                        && name.endsWith(INTEGRITY)
                        && name.length() > prefix.length() + INTEGRITY.length()
                ? name.substring(prefix.length(), name.length() - INTEGRITY.length())
                : PackagePlatform.ANY;
    }

    /**
     * The names for a package of a plugin's version.
     *
     * @throws PublishException {@link ErrorCode#MANIFEST_INVALID} if id and version do not form a valid file name
     */
    public static ArtifactNames of(PackRequest request) {
        String base = of(request, request.platform() == null ? "" : "-" + request.platformName());
        if (base.contains("/") || EntryName.problem(base + INTEGRITY).isPresent()) {
            throw PublishException.of(
                    ErrorCode.MANIFEST_INVALID,
                    "name the package after the plugin's id and version",
                    "\"" + base + "\" is not a valid file name");
        }
        return new ArtifactNames(base + "." + request.format().wireName(), base + INTEGRITY);
    }
}
