package io.powerx.publish.pack;

/** The container of a package: {@link #PXP} (gzip'ed tar) for the host's local install, {@link #ZIP} for its install by URL. */
public enum PackageFormat {
    PXP,
    ZIP
}
