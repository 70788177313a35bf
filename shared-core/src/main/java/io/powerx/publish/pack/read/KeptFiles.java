package io.powerx.publish.pack.read;

/** Decides which files of a package are kept in memory while it is read, in addition to those that every reader needs. */
@FunctionalInterface
public interface KeptFiles {
    /** None. */
    KeptFiles NONE = (path, size) -> false;

    /**
     * Called once for each file, in the order of the package. The implementation bounds the memory.
     *
     * @param size bytes
     */
    boolean keeps(String path, long size);
}
