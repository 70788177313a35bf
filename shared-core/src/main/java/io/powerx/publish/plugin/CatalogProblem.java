package io.powerx.publish.plugin;

import io.powerx.publish.error.SourceLocation;

/**
 * Something that the host refuses about a catalog of plugin.yaml (manifest_merge.go).
 *
 * @param catalog the catalog's name, as plugin.yaml has it
 * @param message what is wrong, as a sentence without its full stop, in the host's words where it has some
 * @param remedy what to do, as a sentence
 */
public record CatalogProblem(Kind kind, String catalog, String message, String remedy, SourceLocation location) {
    /** What is wrong with it. */
    public enum Kind {
        /** The path is absolute or leads out of the plugin. */
        PATH,
        /** There is no such file. */
        MISSING,
        /** The file is not YAML, or not a mapping. */
        UNREADABLE,
        /** plugin.yaml declares a field that the catalog declares, too. */
        CONFLICT,
        /** The catalog lacks a field that it is there for. */
        FIELD_MISSING
    }
}
