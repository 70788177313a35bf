package io.powerx.publish.sbom;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The kinds of files that list the components of a project. */
enum LockFile {
    PACKAGE_LOCK(PackageLockJson::read, "package-lock.json", "npm-shrinkwrap.json"),
    PNPM(PnpmLock::read, "pnpm-lock.yaml"),
    YARN(YarnLock::read, "yarn.lock"),
    GO_SUM(list(GoSum::read), "go.sum"),
    REQUIREMENTS(list(Requirements::read), "requirements.txt"),
    POETRY(list(TomlLock::read), "poetry.lock"),
    UV(list(TomlLock::read), "uv.lock"),
    POM(list(PomXml::read), "pom.xml");

    /** Reads the components in a file; throws {@link UnreadableLockFile} if it is not in its format. */
    @FunctionalInterface
    interface Format {
        LockedComponents read(byte[] content) throws IOException;
    }

    @FunctionalInterface
    private interface ListFormat {
        List<Component> read(byte[] content) throws IOException;
    }

    @SuppressWarnings("ImmutableEnumChecker")
    private final Format format;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> names;

    LockFile(Format format, String... names) {
        this.format = format;
        this.names = List.of(names);
    }

    /** The kind of a file with that name; empty if it lists no components. */
    static Optional<LockFile> of(String fileName) {
        for (LockFile kind : values()) {
            if (kind.names.contains(fileName)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** Whether the file may be that of a workspace, with the packages of several projects. */
    boolean isOfWorkspaces() {
        return this == PACKAGE_LOCK || this == PNPM || this == YARN;
    }

    List<String> names() {
        return names;
    }

    /** @throws UnreadableLockFile if it is not in its format */
    LockedComponents read(byte[] content) throws IOException {
        return format.read(content);
    }

    private static Format list(ListFormat format) {
        return content -> {
            List<Component> components = format.read(content);
            return () -> components;
        };
    }
}
