package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.pack.SelectedFile;
import io.powerx.publish.pack.select.FilePattern;
import io.powerx.publish.precheck.FileEdit;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files that a plugin does not need at run time. They do no harm, so this is only advice. */
final class PackageContainsNoLeftovers extends DescribedRule {
    PackageContainsNoLeftovers() {
        super(
                "PX-F011",
                "The package contains only what the plugin needs at run time",
                "PowerXDoc release_package.md: no .map files, no unstripped binaries",
                Severity.INFO);
    }

    /** What is left over. The order matters: a file has the first kind that fits. */
    @SuppressWarnings("ImmutableEnumChecker")
    private enum Kind {
        SOURCE_MAP("source map", "source maps", Set.of("map"), Set.of(), Set.of()),
        CACHE(
                "cache file",
                "cache files",
                Set.of("pyc", "tsbuildinfo"),
                Set.of(".cache", ".turbo", ".vite", "__pycache__", ".nyc_output", ".pytest_cache"),
                Set.of()),
        DEBUG(
                "debug file",
                "debug files",
                Set.of("pdb", "dmp", "pprof", "heapsnapshot", "cpuprofile", "hprof"),
                Set.of(),
                Set.of("core")),
        EDITOR(
                "editor or desktop file",
                "editor and desktop files",
                Set.of("orig", "rej", "bak", "swp", "swo"),
                Set.of(".idea", ".vscode"),
                Set.of(".DS_Store", "Thumbs.db", "desktop.ini")),
        LOG("log", "logs", Set.of("log"), Set.of(), Set.of()),
        TEST(
                "test",
                "tests",
                Set.of(),
                Set.of("__tests__", "__mocks__", "__fixtures__", "__snapshots__", "testdata"),
                Set.of("conftest.py")),
        REPOSITORY(
                "repository file",
                "repository files",
                Set.of(),
                Set.of(".github", ".circleci"),
                Set.of(
                        ".gitkeep",
                        ".keep",
                        ".editorconfig",
                        ".dockerignore",
                        ".eslintrc.json",
                        ".prettierrc",
                        "Dockerfile",
                        "Makefile"));

        private static final Map<String, Kind> BY_FOLDER = Stream.of(values())
                .flatMap(kind -> kind.folders.stream().map(folder -> Map.entry(folder, kind)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

        private final String one;
        private final String several;
        private final Set<String> extensions;
        private final Set<String> folders;
        private final Set<String> names;

        Kind(String one, String several, Set<String> extensions, Set<String> folders, Set<String> names) {
            this.one = one;
            this.several = several;
            this.extensions = extensions;
            this.folders = folders;
            this.names = names;
        }

        static Optional<Kind> of(String path) {
            String name = nameOf(path);
            String extension = name.substring(name.lastIndexOf('.') + 1);
            boolean test = name.contains(".test.") || name.contains(".spec.") || name.endsWith("_test.go");
            if (test && Set.of("js", "mjs", "cjs", "ts", "tsx", "jsx", "go").contains(extension)) {
                return Optional.of(TEST);
            }
            if (name.endsWith("~")) {
                return Optional.of(EDITOR);
            }
            for (Kind kind : values()) {
                if (kind.names.contains(name) || (name.contains(".") && kind.extensions.contains(extension))) {
                    return Optional.of(kind);
                }
            }
            return folder(path);
        }

        private static Optional<Kind> folder(String path) {
            return leftoverFolder(path).map(folder -> BY_FOLDER.get(nameOf(folder)));
        }

        /** The extension that only leftovers have. */
        static Optional<String> extension(String path) {
            String name = nameOf(path);
            String extension = name.substring(name.lastIndexOf('.') + 1);
            return Optional.of(extension)
                    .filter(each ->
                            name.contains(".") && Stream.of(values()).anyMatch(kind -> kind.extensions.contains(each)));
        }

        /** The path of the first folder that contains only leftovers. */
        static Optional<String> leftoverFolder(String path) {
            int start = 0;
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
                if (BY_FOLDER.containsKey(path.substring(start, slash))) {
                    return Optional.of(path.substring(0, slash));
                }
                start = slash + 1;
            }
            return Optional.empty();
        }

        private static String nameOf(String path) {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    private record Group(String first, int count, long size) {
        Group plus(SelectedFile file) {
            return new Group(first, count + 1, size + file.size());
        }
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        groups(plugin.selection().files())
                .forEach((kind, group) -> findings.add(
                        "The package contains %s (%s), such as %s"
                                .formatted(
                                        group.count() + " " + (group.count() == 1 ? kind.one : kind.several),
                                        Quantities.size(group.size()),
                                        group.first()),
                        "If the plugin does not need them at run time, exclude them with artifacts.ignore in publish.yml.",
                        SourceLocation.ofFile(group.first())));
    }

    /** Excludes the kind of file, the folder that contains only such files, or the file alone. */
    @Override
    public List<FileEdit> fixes(PluginContext plugin) {
        List<String> leftovers = plugin.selection().files().stream()
                .map(SelectedFile::path)
                .filter(path -> Kind.of(path).isPresent())
                .toList();
        return IgnoreLines.of(plugin, leftovers, path -> Kind.extension(path)
                .map(extension -> "*." + extension)
                .or(() -> Kind.leftoverFolder(path).map(folder -> FilePattern.literal(folder) + "/"))
                .orElse(FilePattern.literal(path)));
    }

    private static Map<Kind, Group> groups(List<SelectedFile> files) {
        Map<Kind, Group> groups = new EnumMap<>(Kind.class);
        for (SelectedFile file : files) {
            Kind.of(file.path())
                    .ifPresent(kind -> groups.merge(
                            kind, new Group(file.path(), 1, file.size()), (group, one) -> group.plus(file)));
        }
        return groups;
    }
}
