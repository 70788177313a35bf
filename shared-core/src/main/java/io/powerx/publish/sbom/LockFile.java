package io.powerx.publish.sbom;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kinds of files that list the components of a project. */
enum LockFile {
    PACKAGE_LOCK("package-lock\\.json|npm-shrinkwrap\\.json", PackageLockJson::read),
    PNPM("pnpm-lock\\.yaml", PnpmLock::read),
    YARN("yarn\\.lock", YarnLock::read),
    GO_SUM("go\\.sum", GoSum::read),
    REQUIREMENTS("requirements\\.txt", Requirements::read),
    POETRY("poetry\\.lock", TomlLock::read),
    UV("uv\\.lock", TomlLock::read),
    POM("pom\\.xml", PomXml::read);

    /** Reads the components in a file; throws {@link UnreadableLockFile} if it is not in its format. */
    @FunctionalInterface
    interface Format {
        List<Component> read(byte[] content) throws IOException;
    }

    private final Pattern name;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Format format;

    LockFile(String name, Format format) {
        this.name = Pattern.compile(name);
        this.format = format;
    }

    /** The kind of a file with that name; empty if it lists no components. */
    static Optional<LockFile> of(String fileName) {
        for (LockFile kind : values()) {
            if (kind.name.matcher(fileName).matches()) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** @throws UnreadableLockFile if it is not in its format */
    List<Component> read(byte[] content) throws IOException {
        return format.read(content);
    }
}
