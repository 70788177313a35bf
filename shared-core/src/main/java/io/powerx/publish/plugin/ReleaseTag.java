package io.powerx.publish.plugin;

import java.util.regex.Pattern;

/** A git tag that is released, as a CI system reports it. */
public final class ReleaseTag {
    private static final String REFS = "refs/tags/";
    private static final Pattern PREFIX = Pattern.compile("(?:.*[-@/_])?(?:v|release)?");
    private static final Pattern CONTAINS_VERSION = Pattern.compile(".*\\d+\\.\\d+\\.\\d+.*");

    private ReleaseTag() {}

    /**
     * Whether a tag consists of a version and what may precede it, such as {@code v1.2.0}, {@code note-v1.2.0} and {@code note@1.2.0}. The
     * name before the version is not compared, because the user chose the tag for this plugin.
     *
     * @param tag also as {@code refs/tags/v1.2.0}
     */
    public static boolean isOf(String tag, String version) {
        String name = tag.startsWith(REFS) ? tag.substring(REFS.length()) : tag;
        if (!name.endsWith(version)) {
            return false;
        }
        String prefix = name.substring(0, name.length() - version.length());
        return PREFIX.matcher(prefix).matches()
                && !CONTAINS_VERSION.matcher(prefix).matches();
    }
}
