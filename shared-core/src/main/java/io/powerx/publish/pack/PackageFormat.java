package io.powerx.publish.pack;

import io.powerx.publish.config.WireEnum;

/** The container of a package. */
public enum PackageFormat implements WireEnum {
    /** A gzip-compressed tar under the name that the Marketplace expects. */
    PXP("pxp"),
    /** The same bytes under the name that the host's local install accepts (PowerX install_handler.go rejects {@code .pxp} by name). */
    TAR_GZ("tar.gz"),
    /** For the host's install by URL, which reads nothing else (PowerX install_url.go). */
    ZIP("zip");

    private final String wireName;

    PackageFormat(String wireName) {
        this.wireName = wireName;
    }

    /** The format of a name in publish.yml. */
    public static PackageFormat of(String name) {
        return WireEnum.of(PackageFormat.class, name).orElseThrow();
    }

    /** The name in publish.yml, and the extension of packages. */
    @Override
    public String wireName() {
        return wireName;
    }
}
