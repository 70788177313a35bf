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
    GO_SUM("go\\.sum", list(GoSum::read)),
    REQUIREMENTS("requirements\\.txt", list(Requirements::read)),
    POETRY("poetry\\.lock", list(TomlLock::read)),
    UV("uv\\.lock", list(TomlLock::read)),
    POM("pom\\.xml", list(PomXml::read));

    /** Reads the components in a file; throws {@link UnreadableLockFile} if it is not in its format. */
    @FunctionalInterface
    interface Format {
        LockedComponents read(byte[] content) throws IOException;
    }

    @FunctionalInterface
    private interface ListFormat {
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

    /** Whether the file may be that of a workspace, with the packages of several projects. */
    boolean isOfWorkspaces() {
        return this == PACKAGE_LOCK || this == PNPM || this == YARN;
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
