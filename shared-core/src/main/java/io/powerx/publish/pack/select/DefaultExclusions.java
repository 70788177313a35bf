package io.powerx.publish.pack.select;

import io.powerx.publish.pack.PackageLayout;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Files that a plugin does not need at run time and that are in the folders of a package by accident. The patterns have
 * the syntax of .gitignore, are compared in lower case, and are listed in docs/reference/package.md.
 */
enum DefaultExclusions {
    EDITORS(
            "a leftover of an editor or file manager",
            true,
            "*~",
            "*.swp",
            "*.swo",
            "*.orig",
            "*.rej",
            "*.bak",
            "*.tmp",
            ".#*",
            "\\#*#",
            "._*",
            ".ds_store",
            "thumbs.db",
            "desktop.ini"),
    SOURCE_MAPS("a source map", true, "*.map"),
    TOOLS(
            "a tool's settings",
            true,
            ".gitignore",
            ".gitattributes",
            ".gitmodules",
            ".pxignore",
            ".npmrc",
            ".yarnrc",
            ".yarnrc.yml",
            ".netrc",
            ".editorconfig"),
    EMPTY_FOLDERS("a file that only keeps its folder in git", true, ".gitkeep", ".keep"),
    EXAMPLES("an example to copy from", false, "*.example", "*.example.*", ".env.sample", ".env.template", ".env.dist"),
    DEVELOPMENT("for development only", false, "docker-compose*.yml", "docker-compose*.yaml");

    private final String reason;
    private final boolean alsoInBuildOutput;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<FilePattern> patterns;

    /** @param alsoInBuildOutput false if a bundler may have written a file of that name, which the front end then loads */
    DefaultExclusions(String reason, boolean alsoInBuildOutput, String... patterns) {
        this.reason = reason;
        this.alsoInBuildOutput = alsoInBuildOutput;
        this.patterns = List.of(patterns).stream()
                .map(pattern -> FilePattern.of(pattern, name()))
                .toList();
    }

    /** Why a file is excluded, as a clause; empty if it is not. */
    static Optional<String> reason(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        for (DefaultExclusions group : values()) {
            if ((group.alsoInBuildOutput || !PackageLayout.isBuildOutput(path)) && group.matches(name)) {
                return Optional.of(group.reason + "; artifacts.include with a pattern for such files adds it");
            }
        }
        return Optional.empty();
    }

    List<FilePattern> patterns() {
        return patterns;
    }

    private boolean matches(String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(name, false));
    }
}
