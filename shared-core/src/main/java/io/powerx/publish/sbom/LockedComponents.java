package io.powerx.publish.sbom;

import java.util.List;

/** What a lock file lists. */
@FunctionalInterface
interface LockedComponents {
    /** All components, with the scopes that the file states. */
    List<Component> all();

    /**
     * The components of a project that the file was made for, perhaps one of several.
     *
     * @param folder of the project relative to that of the file, with forward slashes; empty if it is the same
     * @param project its package.json
     */
    default List<Component> of(String folder, PackageJson project) {
        return all();
    }
}
