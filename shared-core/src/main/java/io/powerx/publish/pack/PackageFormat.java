package io.powerx.publish.pack;

import java.util.Locale;

/** The container of a package: {@link #PXP} (gzip'ed tar) for the host's local install, {@link #ZIP} for its install by URL. */
public enum PackageFormat {
    PXP,
    ZIP;

    /** The format of a name in publish.yml, {@code pxp} or {@code zip}. */
    public static PackageFormat of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
