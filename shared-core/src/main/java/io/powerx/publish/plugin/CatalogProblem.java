package io.powerx.publish.plugin;

import io.powerx.publish.error.SourceLocation;

/**
 * A reason for which the host rejects a catalog of plugin.yaml (manifest_merge.go).
 *
 * @param catalog name of the catalog, as in plugin.yaml
 * @param message what is wrong, as a sentence without a full stop, if possible in the words of the host
 * @param remedy what to do, as a sentence
 */
public record CatalogProblem(Kind kind, String catalog, String message, String remedy, SourceLocation location) {
    /** Whether the content of the catalog is unknown. */
    boolean hidesContent() {
        return kind == Kind.PATH || kind == Kind.MISSING || kind == Kind.UNREADABLE;
    }

    /** The kinds of problems. */
    public enum Kind {
        /** The path is absolute, or points outside the plugin. */
        PATH,
        /** The file does not exist. */
        MISSING,
        /** The file is not YAML, or not a mapping. */
        UNREADABLE,
        /** plugin.yaml and the catalog declare the same field. */
        CONFLICT,
        /** The catalog lacks a field that it has to provide. */
        FIELD_MISSING
    }
}
